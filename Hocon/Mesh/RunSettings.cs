using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh;

/// <summary><c>run</c>: how <c>actormesh up</c> starts the application on this machine. Neither set: a stand-in workload runs.</summary>
/// <param name="Command">Program and arguments.</param>
/// <param name="Address">It runs already, here.</param>
/// <param name="Directory">Where the command runs.</param>
/// <param name="Environment">Beside what <c>up</c> sets by itself.</param>
public sealed record RunSettings(
    SourceSpan Span,
    Setting<IReadOnlyList<string>> Command,
    Setting<string?> Address,
    Setting<string?> Directory,
    IReadOnlyDictionary<string, string> Environment);
