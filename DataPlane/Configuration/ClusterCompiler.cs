using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Endpoints;
using ActorMesh.Runtime.Contracts.Envoy.Primitives;
using static ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster.Types;
using Locality = ActorMesh.DataPlane.Clusters.Locality;

namespace ActorMesh.DataPlane.Configuration;

/// <summary>Turns an <c>envoy.config.cluster.v3.Cluster</c> into <see cref="ClusterSettings"/>. Pure.</summary>
public static class ClusterCompiler
{
    /// <exception cref="ResourceException">The resource cannot be run; the message says which part and why.</exception>
    public static ClusterSettings Compile(Cluster cluster)
    {
        var assignment = cluster.LoadAssignment ?? new ClusterLoadAssignment();
        var balancing = Balancing(cluster, assignment);
        foreach (var problem in balancing.Problems()) throw new ResourceException($"cluster '{cluster.Name}'", problem);
        var dnsRefresh = cluster.DnsRefreshRate?.ToTimeSpan() ?? TimeSpan.FromSeconds(5);
        var failures = cluster.DnsFailureRefreshRate;
        return new ClusterSettings
        {
            Name = cluster.Name,
            Discovery = Discovery(cluster),
            Sources = [.. assignment.Endpoints.SelectMany(locality => locality.LbEndpoints.Select(endpoint => Source(cluster, locality, endpoint)))],
            Balancing = balancing,
            LocalityWeights = new LocalityWeights(assignment.Endpoints
                .Where(locality => locality.LoadBalancingWeight is not null)
                .GroupBy(locality => ((int)locality.Priority, LocalityOf(locality)))
                .Select(group => (group.Key.Item1, group.Key.Item2, (uint)group.Sum(locality => locality.LoadBalancingWeight!.Value)))),
            StatisticName = cluster.AltStatName.Length > 0 ? cluster.AltStatName : cluster.Name,
            Pool = PoolCompiler.Compile(cluster),
            Thresholds = Thresholds(cluster, RoutingPriority.Default),
            HighThresholds = Thresholds(cluster, RoutingPriority.High),
            Retries = RetryLimitsCompiler.Compile(cluster, RoutingPriority.Default),
            HighRetries = RetryLimitsCompiler.Compile(cluster, RoutingPriority.High),
            Outlier = OutlierCompiler.Compile(cluster),
            Breaker = BreakerCompiler.Compile(cluster),
            HealthCheck = HealthCheckCompiler.Compile(cluster),
            DnsRefresh = dnsRefresh,
            DnsFailureRefresh = failures?.BaseInterval?.ToTimeSpan() ?? dnsRefresh,
            DnsFailureRefreshMax = failures is null ? null : failures.MaxInterval?.ToTimeSpan() ?? failures.BaseInterval?.ToTimeSpan() * 10,
            DnsFamily = cluster.DnsLookupFamily switch
            {
                DnsLookupFamily.V4Only => DnsFamily.V4Only,
                DnsLookupFamily.V6Only => DnsFamily.V6Only,
                DnsLookupFamily.V4Preferred => DnsFamily.V4Preferred,
                DnsLookupFamily.All => DnsFamily.All,
                _ => DnsFamily.Auto,
            },
        };
    }

    private static ClusterDiscovery Discovery(Cluster cluster) => cluster.Type switch
    {
        // Its endpoints stand in it by the time it is run, wherever they came from.
        DiscoveryType.Static or DiscoveryType.Eds => ClusterDiscovery.Static,
        DiscoveryType.StrictDns => ClusterDiscovery.StrictDns,
        DiscoveryType.LogicalDns => ClusterDiscovery.LogicalDns,
        var other => throw new ResourceException($"cluster '{cluster.Name}'", $"type {other} is not supported; use STATIC, STRICT_DNS, LOGICAL_DNS or EDS"),
    };

    private static ClusterSource Source(Cluster cluster, LocalityLbEndpoints locality, LbEndpoint endpoint)
    {
        var socket = endpoint.Endpoint?.Address?.SocketAddress
            ?? throw new ResourceException($"cluster '{cluster.Name}'", "an endpoint has no socket_address");
        return new ClusterSource(
            socket.Address,
            (int)socket.PortValue,
            (int)(endpoint.LoadBalancingWeight ?? 1),
            (int)locality.Priority,
            LocalityOf(locality),
            endpoint.HealthStatus switch
            {
                HealthStatus.Unknown or HealthStatus.Healthy => EndpointHealth.Healthy,
                HealthStatus.Degraded => EndpointHealth.Degraded,
                _ => EndpointHealth.Unhealthy,
            },
            endpoint.Endpoint.Hostname,
            HashKey(endpoint));
    }

    private static string? HashKey(LbEndpoint endpoint) =>
        endpoint.Metadata?.FilterMetadata.TryGetValue("envoy.lb", out var fields) == true && fields.Fields.TryGetValue("hash_key", out var key) ? key.StringValue : null;

    private static Locality LocalityOf(LocalityLbEndpoints locality) =>
        locality.Locality is { } known ? new Locality(known.Region, known.Zone, known.SubZone) : Locality.Unknown;

    private static ClusterThresholds Thresholds(Cluster cluster, RoutingPriority priority)
    {
        var defaults = new ClusterThresholds();
        var configured = cluster.CircuitBreakers?.Thresholds.FirstOrDefault(candidate => candidate.Priority == priority);
        return new ClusterThresholds(
            Limit(configured?.MaxConnections, defaults.Connections),
            Limit(configured?.MaxPendingRequests, defaults.Pending),
            Limit(configured?.MaxRequests, defaults.Requests));

        static int Limit(uint? given, int otherwise) => given is { } limit ? (int)Math.Min(limit, int.MaxValue) : otherwise;
    }

    private static BalancingSettings Balancing(Cluster cluster, ClusterLoadAssignment assignment)
    {
        var ring = cluster.RingHashLbConfig;
        if (ring?.HashFunction == RingHashLbConfig.Types.HashFunction.MurmurHash2)
            throw new ResourceException($"cluster '{cluster.Name}'", "hash_function MURMUR_HASH_2 is not offered; XX_HASH spreads as well and is faster");
        var hashing = cluster.CommonLbConfig?.ConsistentHashingLbConfig;
        return new BalancingSettings
        {
            Policy = cluster.LbPolicy switch
            {
                LbPolicy.LeastRequest => BalancingPolicy.LeastRequest,
                LbPolicy.RingHash => BalancingPolicy.RingHash,
                LbPolicy.Random => BalancingPolicy.Random,
                LbPolicy.Maglev => BalancingPolicy.Maglev,
                _ => BalancingPolicy.RoundRobin,
            },
            ChoiceCount = (int?)cluster.LeastRequestLbConfig?.ChoiceCount,
            ActiveRequestBias = cluster.LeastRequestLbConfig?.ActiveRequestBias?.DefaultValue ?? 1.0,
            SlowStart = SlowStartCompiler.Compile(cluster),
            RingSizeMin = (int)Math.Min(ring?.MinimumRingSize ?? 1024, BalancingSettings.RingSizeLimit),
            RingSizeMax = (int)Math.Min(ring?.MaximumRingSize ?? BalancingSettings.RingSizeLimit, BalancingSettings.RingSizeLimit),
            MaglevTableSize = (int)Math.Min(cluster.MaglevLbConfig?.TableSize ?? 65_537, int.MaxValue),
            UseHostnameForHashing = hashing?.UseHostnameForHashing ?? false,
            HashBalanceFactor = (int)(hashing?.HashBalanceFactor ?? 0),
            OverprovisioningFactor = (int)(assignment.Policy?.OverprovisioningFactor ?? 140),
            HealthyPanicThreshold = (int)Math.Round(cluster.CommonLbConfig?.HealthyPanicThreshold?.Value ?? 50, MidpointRounding.AwayFromZero),
            LocalityWeighted = cluster.CommonLbConfig?.LocalityWeightedLbConfig is not null,
            DropOverloads = [.. (assignment.Policy?.DropOverloads ?? []).Select(drop => new DropOverload(drop.Category, PartsPerMillion(drop.DropPercentage)))],
        };
    }

    private static int PartsPerMillion(FractionalPercent? share) => share is null ? 0 : (int)Math.Min(DropOverload.Everything, share.Numerator * (share.Denominator switch
    {
        FractionalPercent.Types.DenominatorType.TenThousand => 100L,
        FractionalPercent.Types.DenominatorType.Million => 1L,
        _ => 10_000L,
    }));
}
