using ActorMesh.Hocon.Findings.Calls;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Verifying;

/// <summary>What can be said about one mesh as a whole.</summary>
/// <param name="Findings">What is wrong with the mesh; what is wrong with the text is not among them.</param>
internal sealed record Verification(string File, IReadOnlyList<WorstCase> Cases, IReadOnlyList<AccessPair> Access, IReadOnlyList<Diagnostic> Findings);
