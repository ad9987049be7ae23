using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;

namespace ActorMesh.Runtime.Contracts.Manifests;

/// <summary>Of <c>workload.proto</c>.</summary>
internal static class WorkloadManifests
{
    public static readonly IReadOnlyDictionary<string, MessageParser> All = new Dictionary<string, MessageParser>(StringComparer.Ordinal)
    {
        ["workload-heartbeat"] = WorkloadHeartbeat.Parser,
        ["workload-state"] = WorkloadState.Parser,
    };
}
