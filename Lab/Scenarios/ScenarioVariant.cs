using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Lab.Scenarios;

/// <summary>Everything that one run is made of. Immutable.</summary>
/// <param name="Name">Empty when the scenario has no variants.</param>
/// <param name="Live">What is otherwise when real processes carry it.</param>
/// <param name="Network">From one sidecar to another, one way.</param>
/// <param name="Workloads">By service; who is not there answers at once, and well.</param>
public sealed record ScenarioVariant(
    string Name, ServiceMesh Mesh, ulong Seed, TimeSpan Duration, TimeSpan Network, Load Load, IReadOnlyDictionary<string, WorkloadModel> Workloads,
    IReadOnlyList<Fault> Timeline, IReadOnlyList<Expectation> Expectations, LiveSettings Live)
{
    /// <summary>As real processes on one machine can carry it.</summary>
    public ScenarioVariant AsLive() => this with { Load = Load with { Rate = Live.Rate ?? Load.Rate, IsEven = true }, Duration = Live.Duration ?? Duration };
}
