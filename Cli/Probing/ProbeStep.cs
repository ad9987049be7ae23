using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Probing;

/// <summary>What one route had to say to the request.</summary>
/// <param name="Reason">Why it was taken or passed over.</param>
internal sealed record ProbeStep(string Route, bool IsTaken, string Reason, SourceSpan? Origin);
