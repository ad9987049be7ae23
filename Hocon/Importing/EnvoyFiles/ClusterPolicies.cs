using ActorMesh.Runtime.Contracts;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Writing;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using LbPolicy = ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster.Types.LbPolicy;
using UpstreamOptions = ActorMesh.Runtime.Contracts.Envoy.UpstreamHttp.HttpProtocolOptions;

namespace ActorMesh.Hocon.Importing.EnvoyFiles;

/// <summary>Reads what a cluster says about requests to it.</summary>
internal static class ClusterPolicies
{
    private const long Million = 1_000_000;

    public static void Read(Cluster cluster, PolicyWriter writer, EnvoyFile file)
    {
        writer.Duration(
            "timeout.connect", EnvoyFile.Time(cluster.ConnectTimeout), file.At(cluster, Cluster.ConnectTimeoutFieldNumber), PolicyWriter.Millisecond, TimeSpan.FromMinutes(10));
        ReadBalancer(cluster, writer, file);
        ReadBreaker(cluster, writer, file);
        if (cluster.OutlierDetection is { } outlier) OutlierTranslation.Read(outlier, cluster, writer, file);
        foreach (var check in cluster.HealthChecks.Take(1)) HealthCheckTranslation.Read(check, cluster, writer, file);
        foreach (var other in cluster.HealthChecks.Skip(1)) file.Notes.NotCarried(file.At(other), "a service has one health check");
        ReadTls(cluster, writer, file);
        ReadProtocol(cluster, writer, file);
    }

    private static void ReadBalancer(Cluster cluster, PolicyWriter writer, EnvoyFile file)
    {
        writer.Word("load-balancer.policy", cluster.LbPolicy switch
        {
            LbPolicy.LeastRequest => "p2c",
            LbPolicy.Random => "random",
            LbPolicy.RingHash => "ring-hash",
            LbPolicy.Maglev => "maglev",
            _ => "round-robin",
        });
        if (cluster.LeastRequestLbConfig?.ChoiceCount is > 2)
            file.Notes.Approximated(file.At(cluster.LeastRequestLbConfig), "p2c looks at two replicas, not at more");
        if (cluster.RingHashLbConfig?.MinimumRingSize is { } size)
            writer.Count("load-balancer.ring-size", (long)Math.Min(size, long.MaxValue), file.At(cluster.RingHashLbConfig), 1, 8_388_608);
        if (cluster.MaglevLbConfig?.TableSize is { } table)
            writer.Count("load-balancer.ring-size", (long)Math.Min(table, long.MaxValue), file.At(cluster.MaglevLbConfig), 1, 8_388_608);
        if ((cluster.RoundRobinLbConfig?.SlowStartConfig ?? cluster.LeastRequestLbConfig?.SlowStartConfig) is { } slow) ReadSlowStart(slow, writer, file.At(cluster));
        if (cluster.CommonLbConfig is not { } common) return;
        if (common.HealthyPanicThreshold is { } panic) writer.Share("load-balancer.panic", (decimal)panic.Value, file.At(common));
        if (common.ZoneAwareLbConfig is not null) writer.Word("load-balancer.locality", "prefer-local");
        else if (common.LocalityWeightedLbConfig is not null) writer.Word("load-balancer.locality", "weighted");
        else if (cluster.LoadAssignment?.Endpoints.Count > 1) writer.Word("load-balancer.locality", "ignore");
    }

    private static void ReadSlowStart(Cluster.Types.SlowStartConfig slow, PolicyWriter writer, ImportPlace at)
    {
        writer.Duration("load-balancer.slow-start.window", EnvoyFile.Time(slow.SlowStartWindow), at, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        writer.Fraction("load-balancer.slow-start.aggression", (decimal?)slow.Aggression?.DefaultValue, at, 0.1m, 10);
        writer.Share("load-balancer.slow-start.min-share", (decimal?)slow.MinWeightPercent?.Value, at);
    }

    private static void ReadBreaker(Cluster cluster, PolicyWriter writer, EnvoyFile file)
    {
        var thresholds = cluster.CircuitBreakers?.Thresholds.FirstOrDefault(known => known.Priority == RoutingPriority.Default);
        foreach (var high in cluster.CircuitBreakers?.Thresholds.Where(known => !ReferenceEquals(known, thresholds)) ?? [])
            file.Notes.NotCarried(file.At(high), "requests have no priorities");
        if (thresholds is not null)
        {
            var at = file.At(thresholds);
            writer.Count("breaker.max-connections", thresholds.MaxConnections, at, 1, Million);
            writer.Count("breaker.max-pending", thresholds.MaxPendingRequests, at, 1, Million);
            writer.Count("breaker.max-requests", thresholds.MaxRequests, at, 1, Million);
            writer.Count("breaker.max-retries", thresholds.MaxRetries, at, 0, Million);
        }

        if (MeshFields.Of(cluster.Metadata, MeshMetadata.Breaker) is { } trip)
        {
            var at = file.At(cluster);
            foreach (var share in (string[])["failure-ratio", "slow-call-ratio", "jitter"]) writer.Share($"breaker.trip.{share}", trip.Percent(share), at);
            trip.Copy(
                writer, "breaker.trip",
                "min-requests", "window", "consecutive-failures", "slow-call", "open-for", "max-open-for", "probes", "probe-successes", "probe-timeout");
            if (trip.Text("mode") is { } mode) writer.Word("breaker.trip.mode", mode);
        }

        if (MeshFields.Of(cluster.Metadata, MeshMetadata.RetryBudget) is { } meant)
        {
            writer.Share("retries.budget.ratio", meant.Percent("ratio"), file.At(cluster));
            meant.Copy(writer, "retries.budget", "min-per-second", "window");
        }
        else if (thresholds?.RetryBudget is { } budget)
        {
            writer.Share("retries.budget.ratio", (decimal)(budget.BudgetPercent?.Value ?? 20), file.At(budget));
            writer.Near(
                "retries.budget.min-per-second", Words.Number(Math.Min(budget.MinRetryConcurrency ?? 3, 100_000)), file.At(budget),
                "a budget counts retries of a window here, and not those at the same time");
        }
    }

    private static void ReadTls(Cluster cluster, PolicyWriter writer, EnvoyFile file)
    {
        if (cluster.TransportSocket is not { } socket) return;
        if (file.Payload<UpstreamTlsContext>(socket.TypedConfig) is { } context && context.CommonTlsContext?.TlsCertificateSdsSecretConfigs.Count > 0)
        {
            writer.Word("mtls.mode", "strict");
            ReadVersion(context.CommonTlsContext, writer);
            if (file.OwnMesh is null) file.Notes.Approximated(file.At(socket), "both sides prove who they are by the certificates of the mesh, not by those of this file");
            return;
        }

        file.Notes.NotCarried(file.At(socket), "TLS between services is that of the mesh; certificates of one's own have no counterpart", "write mtls.mode at the service");
    }

    public static void ReadVersion(CommonTlsContext? context, PolicyWriter writer)
    {
        var isNewest = context?.TlsParams?.TlsMinimumProtocolVersion == TlsParameters.Types.TlsProtocol.Tlsv13;
        writer.Target.Set("mtls.min-version", new DraftText(isNewest ? "1.3" : "1.2"));
    }

    public static bool SpeaksHttp2(Cluster cluster, EnvoyFile file) =>
        cluster.TypedExtensionProtocolOptions.Values.Any(any => file.Payload<UpstreamOptions>(any)?.ExplicitHttpConfig?.Http2ProtocolOptions is not null);

    public static void ReadProtocol(Cluster cluster, PolicyWriter writer, EnvoyFile file)
    {
        foreach (var any in cluster.TypedExtensionProtocolOptions.Values)
        {
            if (file.Payload<UpstreamOptions>(any) is not { } options) continue;
            if (options.ExplicitHttpConfig?.Http2ProtocolOptions is not null)
                writer.Word("protocol", cluster.HealthChecks.Any(check => check.GrpcHealthCheck is not null) ? "grpc" : "http2");
            if (EnvoyFile.Time(options.CommonHttpProtocolOptions?.IdleTimeout) is { } idle) writer.Patience("timeout.idle", idle, file.At(cluster));
        }
    }
}
