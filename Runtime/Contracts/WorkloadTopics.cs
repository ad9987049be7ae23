namespace ActorMesh.Runtime.Contracts;

/// <summary>Where the sidecars that are members of the cluster hear what their workload shall run.</summary>
public static class WorkloadTopics
{
    /// <summary><c>WorkloadHeartbeat</c>, to whoever leads.</summary>
    public const string Heartbeats = "workload-heartbeats";

    /// <summary>How often a sidecar says who it is and what it runs.</summary>
    public static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(5);

    /// <summary>Whoever, on either side, missed three heartbeats is not there.</summary>
    public static readonly TimeSpan SilenceMax = (3 * HeartbeatInterval) + TimeSpan.FromSeconds(1);

    /// <summary><c>WorkloadState</c>, to all sidecars of a service.</summary>
    public static string Of(string service) => $"workload/{Uri.EscapeDataString(service)}";
}
