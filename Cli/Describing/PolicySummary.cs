using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Describing;

/// <summary>One policy in short: <c>timeout</c>, <c>request 10s, per-try 3s</c>, and where its most particular part was written.</summary>
/// <param name="Origin">Null when all of it is built in.</param>
internal sealed record PolicySummary(string Name, string Text, SourceSpan? Origin);
