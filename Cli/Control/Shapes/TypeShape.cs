namespace ActorMesh.Cli.Control.Shapes;

/// <summary>How far a proxy is with one type of resource.</summary>
/// <param name="Type"><c>CDS</c>, <c>EDS</c>, <c>LDS</c> or <c>RDS</c>.</param>
/// <param name="State"><c>synced</c>, <c>stale</c> or <c>nack</c>.</param>
/// <param name="Sent">Mesh version that was last sent.</param>
/// <param name="Acknowledged">Mesh version that it last accepted.</param>
/// <param name="Refusal">What it said of the last one; null when it did not refuse it.</param>
internal sealed record TypeShape(string Type, string State, long Sent, long Acknowledged, string? Refusal, DateTimeOffset At);
