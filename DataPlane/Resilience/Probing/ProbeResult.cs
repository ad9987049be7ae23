namespace ActorMesh.DataPlane.Resilience.Probing;

/// <summary>What came of a question, and what made it so.</summary>
/// <param name="Why">For people, such as <c>status 503</c>.</param>
public readonly record struct ProbeResult(ProbeEnd End, string Why)
{
    public bool HasPassed => End is ProbeEnd.Passed or ProbeEnd.Degraded;
}
