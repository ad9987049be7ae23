using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Hocon.Findings.Calls;

/// <summary>The worst that can become of requests to one service.</summary>
/// <param name="Way">The services on the way there on which one request becomes the most, this one last.</param>
/// <param name="FromOutside">Whether the way begins outside the mesh.</param>
/// <param name="AsWritten">What one request at the start of the way can become here, as the file bounds it.</param>
/// <param name="WithoutBudgets">The same if no retry budget held.</param>
/// <param name="CallersWait">How long callers wait for it; null: without end.</param>
/// <param name="LongestCall">How long it may wait for one whom it calls; null: without end. Zero when it calls nobody.</param>
/// <param name="AllCalls">How long its calls may take one after the other; null: without end. Zero when it calls nobody.</param>
public sealed record WorstCase(
    Service Service, IReadOnlyList<Service> Way, bool FromOutside, double AsWritten, double WithoutBudgets,
    TimeSpan? CallersWait, TimeSpan? LongestCall, TimeSpan? AllCalls)
{
    /// <summary>Whether it may work on after its callers gave up.</summary>
    public bool IsLate => CallersWait is { } wait && (LongestCall is null || LongestCall > wait);
}
