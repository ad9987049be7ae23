using System.Globalization;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Endpoints;
using static ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster.Types;
using Limits = ActorMesh.Runtime.Contracts.Envoy.Clusters.CircuitBreakers.Types.Thresholds;

namespace ActorMesh.ControlPlane.Resources;

/// <summary>
/// Clusters as gRPC clients take them: endpoints delivered apart, two balancers, one limit, no TLS by name. They resolve one name for a cluster
/// and no more, so a cluster of several names becomes one for each.
/// </summary>
internal sealed class ProxylessClusters
{
    /// <summary>A cluster that has no endpoint: what is sent there is unavailable.</summary>
    public const string Nobody = "@nobody";

    private const uint Whole = 1_000;

    private readonly Dictionary<string, Cluster> _clusters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<(string Name, uint Weight)>> _parts = new(StringComparer.Ordinal);

    public IReadOnlyCollection<Cluster> All => _clusters.Values;

    public void Add(Cluster source)
    {
        if (source.Type == DiscoveryType.Static)
        {
            var delivered = Like(source, source.Name);
            delivered.Type = DiscoveryType.Eds;
            delivered.EdsClusterConfig = new EdsClusterConfig { EdsConfig = BootstrapSplit.SameStream() };
            _clusters[source.Name] = delivered;
            _parts[source.Name] = [(source.Name, Whole)];
            return;
        }
        var names = source.LoadAssignment.Endpoints.SelectMany(locality => locality.LbEndpoints).ToList();
        var weights = (ulong)names.Sum(name => name.LoadBalancingWeight ?? 1);
        _parts[source.Name] = [.. names.Select(name => (Resolved(source, name, names.Count > 1), Share(name.LoadBalancingWeight ?? 1, weights)))];
    }

    /// <returns>The clusters that stand for it, and their shares; together some <c>1000</c>.</returns>
    public IReadOnlyList<(string Name, uint Weight)> PartsOf(string cluster)
    {
        if (_parts.TryGetValue(cluster, out var parts) && parts.Count > 0) return parts;
        if (!_clusters.ContainsKey(Nobody)) Add(new Cluster { Name = Nobody, Type = DiscoveryType.Static });
        return _parts[Nobody];
    }

    private static uint Share(uint weight, ulong all) => (uint)Math.Max(1, Whole * (ulong)weight / all);

    private string Resolved(Cluster source, LbEndpoint name, bool isOneOfSeveral)
    {
        var address = name.Endpoint.Address.SocketAddress;
        var called = isOneOfSeveral ? string.Create(CultureInfo.InvariantCulture, $"{source.Name}~{address.Address}:{address.PortValue}") : source.Name;
        var cluster = Like(source, called);
        cluster.Type = DiscoveryType.LogicalDns;
        cluster.LoadAssignment = new ClusterLoadAssignment
        {
            ClusterName = called,
            Endpoints = { new LocalityLbEndpoints { Locality = new Locality(), LoadBalancingWeight = 1, LbEndpoints = { new LbEndpoint { Endpoint = name.Endpoint.Clone() } } } },
        };
        _clusters[called] = cluster;
        return called;
    }

    private static Cluster Like(Cluster source, string name)
    {
        var cluster = new Cluster { Name = name, LbPolicy = LbPolicy.RoundRobin, OutlierDetection = source.OutlierDetection?.Clone() };
        if (source.LbPolicy is LbPolicy.RingHash or LbPolicy.Maglev)
        {
            cluster.LbPolicy = LbPolicy.RingHash;
            cluster.RingHashLbConfig = source.RingHashLbConfig?.Clone() ?? new RingHashLbConfig();
        }
        var limit = source.CircuitBreakers?.Thresholds.FirstOrDefault(limits => limits.Priority == RoutingPriority.Default)?.MaxRequests;
        if (limit is { } most) cluster.CircuitBreakers = new CircuitBreakers { Thresholds = { new Limits { MaxRequests = most } } };
        return cluster;
    }
}
