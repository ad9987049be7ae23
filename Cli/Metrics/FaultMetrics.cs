using ActorMesh.DataPlane.Routing.Filters;

namespace ActorMesh.Cli.Metrics;

/// <summary>Trouble made on purpose. Names are those of Envoy's fault filter.</summary>
internal static class FaultMetrics
{
    private static readonly MetricFamily Injected = MetricFamily.Counter("actormesh_faults_injected_total", "Requests delayed or aborted on purpose.");
    private static readonly MetricFamily Overflows = MetricFamily.Counter(
        "actormesh_fault_overflow_total", "Requests spared because enough others were in trouble.");
    private static readonly MetricFamily Active = MetricFamily.Gauge("actormesh_faults_active", "Requests under way that were delayed or aborted on purpose.");

    /// <param name="prefix">Of the HTTP connection manager.</param>
    public static IEnumerable<Metric> Of(string prefix, string listener, FaultStatus fault)
    {
        (string, string)[] labels = [("listener", listener), ("place", fault.Place)];
        yield return Injected.Of($"{prefix}.fault.delays_injected", fault.Delays, [.. labels, ("kind", "delay")]);
        yield return Injected.Of($"{prefix}.fault.aborts_injected", fault.Aborts, [.. labels, ("kind", "abort")]);
        yield return Overflows.Of($"{prefix}.fault.faults_overflow", fault.Overflows, labels);
        yield return Active.Of($"{prefix}.fault.active_faults", fault.Active, labels);
    }
}
