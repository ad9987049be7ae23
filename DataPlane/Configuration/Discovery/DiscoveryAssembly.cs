using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Endpoints;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>
/// Puts the parts of clusters and listeners together into one whole configuration. What lacks a part waits, and its last good form runs on;
/// what did not change is the same object as before, so that nothing is done about it.
/// </summary>
internal sealed class DiscoveryAssembly
{
    /// <summary>How long routes may name a cluster that is gone.</summary>
    internal static readonly TimeSpan LingerMax = TimeSpan.FromSeconds(15);

    private Dictionary<string, Whole<Cluster>> _clusters = new(StringComparer.Ordinal);
    private Dictionary<string, Whole<Listener>> _listeners = new(StringComparer.Ordinal);

    private readonly Dictionary<string, Instant> _leaving = new(StringComparer.Ordinal);
    private Dictionary<string, Whole<Listener>> _running = new(StringComparer.Ordinal);

    /// <summary>Names of what waits for a part.</summary>
    public IReadOnlyList<string> Warming { get; private set; } = [];

    /// <summary>When a cluster that is gone, and that routes still name, leaves for good.</summary>
    public Instant NextLeave => _leaving.Count == 0 ? Instant.Never : _leaving.Values.Min();

    /// <param name="statics">What stands in the file, with all that is not a resource.</param>
    /// <param name="clusters">All there are, those of the file too.</param>
    /// <param name="listeners">All there are, those of the file too.</param>
    /// <param name="isSettled">Whether all clusters are known; else no listener is opened that was not open before.</param>
    /// <param name="withheld">Listeners that could not be opened: their last good form runs on.</param>
    public Bootstrap Assemble(
        Bootstrap statics, IEnumerable<DiscoveredResource> clusters, IEnumerable<DiscoveredResource> listeners,
        ResourceLedger endpoints, ResourceLedger routes, bool isSettled, IReadOnlySet<DiscoveredResource> withheld, Instant now)
    {
        var warming = new List<string>();
        var before = _clusters;
        _clusters = Put(clusters, _clusters, endpoints, warming, (cluster, parts) => Join(cluster, (ClusterLoadAssignment?)parts.FirstOrDefault()?.Message));
        var isReady = isSettled && warming.Count == 0;
        // Clusters come before what uses them.
        var opened = listeners.Where(listener => !withheld.Contains(listener) && (isReady || _listeners.ContainsKey(listener.Name)));
        _listeners = Put(opened, _listeners, routes, warming, Join);
        foreach (var listener in withheld)
            if (_running.TryGetValue(listener.Name, out var running)) _listeners[listener.Name] = running;
        Warming = warming;
        Linger(before, now);

        var assembled = new Bootstrap { Node = statics.Node, Admin = statics.Admin, DynamicResources = statics.DynamicResources, StaticResources = new() };
        assembled.StaticResources.Clusters.AddRange(_clusters.Values.Select(whole => whole.Message));
        assembled.StaticResources.Listeners.AddRange(_listeners.Values.Select(whole => whole.Message));
        return assembled;
    }

    /// <summary>What was assembled last is in force.</summary>
    public void Confirm() => _running = _listeners;

    /// <summary>
    /// Servers may take a cluster away a moment before the routes to it: what routes still name stays that moment, or requests would fail
    /// in between.
    /// </summary>
    private void Linger(Dictionary<string, Whole<Cluster>> before, Instant now)
    {
        foreach (var name in _leaving.Keys.Where(_clusters.ContainsKey).ToList()) _leaving.Remove(name);
        var gone = before.Where(entry => !_clusters.ContainsKey(entry.Key)).ToList();
        if (gone.Count == 0) return;
        var named = _listeners.Values.SelectMany(listener => NamedClusters.Of(listener.Message)).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, whole) in gone)
        {
            _leaving.TryAdd(name, now + LingerMax);
            if (named.Contains(name) && now < _leaving[name]) _clusters[name] = whole;
            else _leaving.Remove(name);
        }
    }

    private static Dictionary<string, Whole<T>> Put<T>(
        IEnumerable<DiscoveredResource> resources, Dictionary<string, Whole<T>> before, ResourceLedger ledger, List<string> warming,
        Func<T, DiscoveredResource?[], T> join)
        where T : class
    {
        var after = new Dictionary<string, Whole<T>>(StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            var known = before.GetValueOrDefault(resource.Name);
            DiscoveredResource?[] parts = [.. resource.Needs.Select(need => ledger.Accepted.GetValueOrDefault(need.Name))];
            if (known is not null && ReferenceEquals(known.Source, resource) && known.Parts.AsSpan().SequenceEqual(parts, ReferenceEqualityComparer.Instance))
                after[resource.Name] = known;
            else if (!resource.Needs.Any(need => ledger.IsAwaited(need.Name)))
                after[resource.Name] = new(resource, parts, join((T)resource.Message, parts));
            else
            {
                warming.Add(resource.Name);
                if (known is not null) after[resource.Name] = known;
            }
        }
        return after;
    }

    private static Cluster Join(Cluster cluster, ClusterLoadAssignment? endpoints)
    {
        if (cluster.Type != Cluster.Types.DiscoveryType.Eds) return cluster;
        return new Cluster(cluster) { LoadAssignment = endpoints ?? new ClusterLoadAssignment { ClusterName = cluster.Name } };
    }

    private static Listener Join(Listener listener, DiscoveredResource?[] routes) => routes.Length == 0
        ? listener
        : ListenerRoutes.Inline(listener, name => (RouteConfiguration?)routes.FirstOrDefault(part => part?.Name == name)?.Message ?? new RouteConfiguration { Name = name });

    private sealed record Whole<T>(DiscoveredResource Source, DiscoveredResource?[] Parts, T Message);
}
