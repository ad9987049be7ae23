using ActorMesh.DataPlane;

namespace ActorMesh.Cli.Metrics;

/// <summary>The process as a whole. Names are those of Envoy's server statistics where it has them.</summary>
internal static class ServerMetrics
{
    private static readonly MetricFamily Build = MetricFamily.Gauge("actormesh_build_info", "1, with what this process is as labels.");
    private static readonly MetricFamily Uptime = MetricFamily.Gauge("actormesh_server_uptime_seconds", "Time since the start.");
    private static readonly MetricFamily State = MetricFamily.Gauge("actormesh_server_state", "0 live, 1 draining, 3 initializing.");
    private static readonly MetricFamily Version = MetricFamily.Gauge("actormesh_config_version", "Updates accepted since the start.");
    private static readonly MetricFamily Age = MetricFamily.Gauge(
        "actormesh_config_age_seconds", "Time since the configuration in force was accepted.");
    private static readonly MetricFamily Memory = MetricFamily.Gauge(
        "actormesh_memory_bytes", "Memory: resident, managed (with garbage), heap (after the last collection).");
    private static readonly MetricFamily Allocated = MetricFamily.Counter(
        "actormesh_memory_allocated_bytes_total", "Managed bytes allocated since the start.");
    private static readonly MetricFamily Collections = MetricFamily.Counter(
        "actormesh_gc_collections_total", "Garbage collections by generation.");
    private static readonly MetricFamily Paused = MetricFamily.Counter(
        "actormesh_gc_pause_seconds_total", "Time in which all threads stood for a collection.");
    private static readonly MetricFamily Threads = MetricFamily.Gauge("actormesh_threadpool_threads", "Threads of the pool.");

    public static IEnumerable<Metric> Of(SidecarStatus status, TimeSpan uptime, DateTimeOffset now, ProcessFigures process)
    {
        yield return Build.Of(null, 1, ("version", ProgramVersion.Short), ("role", "sidecar"));
        yield return Uptime.Of("server.uptime", Math.Floor(uptime.TotalSeconds));
        yield return State.Of("server.state", StateNumber(status.State));
        yield return Version.Of("server.config_version", status.Version);
        yield return Age.Of("server.config_age", Math.Floor((now - status.AcceptedAt).TotalSeconds));
        yield return Metric.StatisticOnly("listener_manager.total_listeners_active", status.Listeners.Count(listener => !listener.IsDraining));
        yield return Metric.StatisticOnly("listener_manager.total_listeners_draining", status.Listeners.Count(listener => listener.IsDraining));
        yield return Metric.StatisticOnly("cluster_manager.active_clusters", status.Clusters.Count);
        yield return Memory.Of("server.memory_resident", process.ResidentBytes, ("kind", "resident"));
        yield return Memory.Of("server.memory_allocated", process.ManagedBytes, ("kind", "managed"));
        yield return Memory.Of("server.memory_heap_size", process.HeapBytes, ("kind", "heap"));
        yield return Allocated.Of("server.memory_allocated_total", process.AllocatedBytes);
        for (var generation = 0; generation < process.Collections.Count; generation++)
            yield return Collections.Of($"server.gc_gen{generation}_collections", process.Collections[generation], ("generation", $"{generation}"));
        yield return Paused.Of(null, process.Paused.TotalSeconds);
        yield return Metric.StatisticOnly("server.gc_pause_ms", Math.Floor(process.Paused.TotalMilliseconds));
        yield return Threads.Of("server.threadpool_threads", process.ThreadPoolThreads);
    }

    // Envoy's numbers; 2 would be waiting for the first cluster answers, which is not told apart here.
    private static int StateNumber(SidecarState state) => state switch
    {
        SidecarState.Live => 0,
        SidecarState.Draining => 1,
        _ => 3,
    };
}
