using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Mesh.Values;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;

namespace ActorMesh.Hocon.Importing.EnvoyFiles;

/// <summary>Reads how endpoints are asked how they are.</summary>
internal static class HealthCheckTranslation
{
    public static void Read(HealthCheck check, Cluster cluster, PolicyWriter writer, EnvoyFile file)
    {
        var (at, tenth, hour) = (file.At(check), TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
        writer.Target.Set("health-check.enabled", DraftNode.On);
        ReadType(check, cluster, writer, file);
        writer.Duration("health-check.interval", EnvoyFile.Time(check.Interval), at, tenth, hour);
        writer.Duration("health-check.no-traffic-interval", EnvoyFile.Time(check.NoTrafficInterval), at, tenth, hour);
        writer.Duration("health-check.unhealthy-interval", EnvoyFile.Time(check.UnhealthyInterval), at, tenth, hour);
        writer.Duration("health-check.timeout", EnvoyFile.Time(check.Timeout), at, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(10));
        writer.Count("health-check.healthy", check.HealthyThreshold, at, 1, 100);
        writer.Count("health-check.unhealthy", check.UnhealthyThreshold, at, 1, 100);
        writer.Share("health-check.jitter", check.IntervalJitterPercent, at);
    }

    private static void ReadType(HealthCheck check, Cluster cluster, PolicyWriter writer, EnvoyFile file)
    {
        if (check.TcpHealthCheck is not null) writer.Word("health-check.type", "tcp");
        // Those of a service that speaks gRPC say so by its protocol.
        else if (check.GrpcHealthCheck is not null && !ClusterPolicies.SpeaksHttp2(cluster, file)) writer.Word("health-check.type", "grpc");
        else if (check.HttpHealthCheck is { } http) ReadHttp(http, cluster, writer, file);
    }

    private static void ReadHttp(HealthCheck.Types.HttpHealthCheck check, Cluster cluster, PolicyWriter writer, EnvoyFile file)
    {
        var at = file.At(check);
        // A cluster of ours that says nothing of HTTP is one of bytes.
        if (file.OwnMesh is not null && cluster.TypedExtensionProtocolOptions.Count == 0) writer.Word("health-check.type", "http");
        writer.Text("health-check.path", check.Path is { Length: > 0 } path ? path : null);
        if (check.Host.Length > 0 && check.Host != cluster.Name) writer.Text("health-check.host", check.Host);
        writer.Texts("health-check.expected-statuses", [.. check.ExpectedStatuses.Select(range => new StatusRange((int)range.Start, (int)range.End - 1).ToString())]);
        if (!check.RetriableStatuses.Any(range => range is { Start: <= 100, End: >= 600 }))
            file.Notes.Approximated(at, "bad answers count towards `unhealthy`; Envoy takes a replica out at the first one");
    }
}
