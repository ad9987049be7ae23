using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Planning;

/// <summary>One value that differs between two mesh files.</summary>
/// <param name="Path">As in <c>services.payments.timeout.request</c>.</param>
/// <param name="Old">Null for one that is added.</param>
/// <param name="New">Null for one that is removed.</param>
/// <param name="Origin">Where it stands in the new file; null for one that is removed.</param>
internal sealed record Change(ChangeKind Kind, string Path, ConfigValue? Old, ConfigValue? New, SourceSpan? Origin);
