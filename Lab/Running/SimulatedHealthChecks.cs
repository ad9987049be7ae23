using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Resilience.Probing;
using ActorMesh.Lab.Measuring;

namespace ActorMesh.Lab.Running;

/// <summary>Active health checks of one cluster: the state machine of the data plane, driven by virtual time.</summary>
internal sealed class SimulatedHealthChecks(
    SimulatedCluster cluster, HealthCheckSettings settings, EventQueue queue, FastRandom random, TimeSpan network, Recorder record, Action<SimulatedEndpoint> passed)
{
    public void Start(IEnumerable<SimulatedEndpoint> endpoints)
    {
        foreach (var endpoint in endpoints)
        {
            // It was in use before the run began.
            var state = new HealthCheckState(settings, startsHealthy: true);
            queue.After(random.NextFraction() * settings.Interval, () => Ask(endpoint, state));
        }
    }

    private void Ask(SimulatedEndpoint endpoint, HealthCheckState state)
    {
        var answer = endpoint.Replica.Health();
        if (answer is { } isWell) queue.After(2 * network, () => Hear(endpoint, state, isWell ? new ProbeResult(ProbeEnd.Passed, "status 200") : Failure(endpoint)));
        else queue.After(settings.Timeout, () => Hear(endpoint, state, new ProbeResult(ProbeEnd.NoAnswer, "no answer in time")));
    }

    private static ProbeResult Failure(SimulatedEndpoint endpoint) => endpoint.Replica.State.Refuses
        ? new ProbeResult(ProbeEnd.NoAnswer, "the connection was refused")
        : new ProbeResult(ProbeEnd.Failed, $"status {endpoint.Replica.State.ErrorStatus}");

    private void Hear(SimulatedEndpoint endpoint, HealthCheckState state, ProbeResult result)
    {
        var change = state.Record(result);
        endpoint.IsHealthy = state.IsHealthy;
        if (change is HealthCheckChange.BecameHealthy or HealthCheckChange.BecameUnhealthy)
        {
            record.Changed(
                LogKind.Health, endpoint.Replica.Service, cluster.Caller, endpoint.Replica.Name, state.IsHealthy ? LogState.Healthy : LogState.Unhealthy,
                $"{cluster.Caller} finds {endpoint.Replica.Name} {(state.IsHealthy ? LogState.Healthy : LogState.Unhealthy)}: {result.Why}");
            cluster.Publish();
        }
        if (result.HasPassed) passed(endpoint);
        queue.After(state.NextWait(hasTraffic: true, random.NextFraction), () => Ask(endpoint, state));
    }
}
