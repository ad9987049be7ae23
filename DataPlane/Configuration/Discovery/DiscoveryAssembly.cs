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
/// <param name="serviceCluster">The service that this proxy belongs to (node.cluster).</param>
internal sealed class DiscoveryAssembly(string serviceCluster)
{
    /// <summary>How long routes may name a cluster that is gone.</summary>
    internal static readonly TimeSpan LingerMax = TimeSpan.FromSeconds(15);

    private Dictionary<string, ClusterForm> _clusters = new(StringComparer.Ordinal);
    private Dictionary<string, ListenerForm> _forms = new(StringComparer.Ordinal);
    private Dictionary<string, ListenerForm> _listeners = new(StringComparer.Ordinal);
    private Dictionary<string, ListenerForm> _begun = new(StringComparer.Ordinal);
    private Dictionary<string, ListenerForm> _running = new(StringComparer.Ordinal);

    private readonly Dictionary<string, Instant> _leaving = new(StringComparer.Ordinal);

    /// <summary>Names of what waits for a part.</summary>
    public IReadOnlyList<string> Warming { get; private set; } = [];

    /// <summary>Listeners that are here and may not be opened, by name, and why: their last good form runs on.</summary>
    public IReadOnlyDictionary<string, string> Held { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>When a cluster that is gone, and that routes still name, leaves for good.</summary>
    public Instant NextLeave => _leaving.Count == 0 ? Instant.Never : _leaving.Values.Min();

    /// <param name="statics">What stands in the file, with all that is not a resource.</param>
    /// <param name="clusters">All there are, those of the file too.</param>
    /// <param name="listeners">All there are, those of the file too.</param>
    /// <param name="isSettled">Whether all clusters are known; else no listener is opened that was not open before, but those of the file that need no other.</param>
    /// <param name="withheld">Listeners that could not be opened, and why.</param>
    public Bootstrap Assemble(
        Bootstrap statics, IReadOnlyCollection<DiscoveredResource> clusters, IEnumerable<DiscoveredResource> listeners,
        ResourceLedger endpoints, ResourceLedger routes, ResourceLedger secrets, bool isSettled, IReadOnlyDictionary<DiscoveredResource, string> withheld, Instant now)
    {
        var warming = new List<string>();
        var before = _clusters;
        _clusters = Put(clusters, _clusters, endpoints, secrets, warming, form => (form.Source, form.Parts), (resource, parts) => new ClusterForm(resource, parts));
        var isReady = isSettled && warming.Count == 0;
        var names = clusters.Select(cluster => cluster.Name).Concat(_leaving.Keys).ToHashSet(StringComparer.Ordinal);
        // Clusters come before what uses them.
        var opened = listeners.Where(listener => isReady || _forms.ContainsKey(listener.Name) || (listener.IsStatic && NamedClusters.Of((Listener)listener.Message).All(names.Contains)));
        _forms = Put(opened, _forms, routes, secrets, warming, form => (form.Source, form.Routes), (resource, parts) => new ListenerForm(resource, parts));
        Warming = warming;
        var admission = new ListenerAdmission(_running, names, serviceCluster);
        _listeners = admission.Admit(_forms.Values, withheld);
        Held = admission.Held;
        Linger(before, now);

        var assembled = new Bootstrap { Node = statics.Node, Admin = statics.Admin, DynamicResources = statics.DynamicResources, StaticResources = new() };
        assembled.StaticResources.Secrets.AddRange(statics.StaticResources?.Secrets ?? []);
        assembled.StaticResources.Clusters.AddRange(_clusters.Values.Select(form => form.Message));
        assembled.StaticResources.Listeners.AddRange(_listeners.Values.Select(form => form.Message));
        return assembled;
    }

    /// <summary>What was assembled last is on its way to be in force.</summary>
    public void Begin() => _begun = _listeners;

    /// <summary>What was begun is in force.</summary>
    public void Confirm() => _running = _begun;

    /// <summary>
    /// Servers may take a cluster away a moment before the routes to it: what routes still name stays that moment, or requests would fail
    /// in between.
    /// </summary>
    private void Linger(Dictionary<string, ClusterForm> before, Instant now)
    {
        foreach (var name in _leaving.Keys.Where(_clusters.ContainsKey).ToList()) _leaving.Remove(name);
        var gone = before.Where(entry => !_clusters.ContainsKey(entry.Key)).ToList();
        if (gone.Count == 0) return;
        var named = _listeners.Values.SelectMany(listener => NamedClusters.Of(listener.Message)).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, form) in gone)
        {
            _leaving.TryAdd(name, now + LingerMax);
            if (named.Contains(name) && now < _leaving[name]) _clusters[name] = form;
            else _leaving.Remove(name);
        }
    }

    private static Dictionary<string, T> Put<T>(
        IEnumerable<DiscoveredResource> resources, Dictionary<string, T> before, ResourceLedger ledger, ResourceLedger secrets, List<string> warming,
        Func<T, (DiscoveredResource Source, IReadOnlyList<DiscoveredResource?> Parts)> made, Func<DiscoveredResource, IReadOnlyList<DiscoveredResource?>, T> make)
        where T : class
    {
        var after = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            var known = before.GetValueOrDefault(resource.Name);
            DiscoveredResource?[] parts = [.. resource.Needs.Where(need => need.Type == ledger.Type).Select(need => ledger.Accepted.GetValueOrDefault(need.Name))];
            if (known is not null && made(known) is var form && ReferenceEquals(form.Source, resource) && form.Parts.SequenceEqual(parts, ReferenceEqualityComparer.Instance))
                after[resource.Name] = known;
            else if (!resource.Needs.Any(need => (need.Type == ledger.Type ? ledger : secrets).IsAwaited(need.Name)))
                after[resource.Name] = make(resource, parts);
            else
            {
                warming.Add(resource.Name);
                if (known is not null) after[resource.Name] = known;
            }
        }
        return after;
    }
}
