using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Listening;
using ActorMesh.DataPlane.Routing.Tokens;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;

namespace ActorMesh.DataPlane.Configuration;

/// <summary>One whole configuration, compiled: nothing of it is in use before all of it was found to be runnable. Immutable.</summary>
public sealed class Snapshot
{
    public static readonly Snapshot Empty = Compile(new Bootstrap());

    private Snapshot(
        Bootstrap source, IReadOnlyDictionary<string, (Cluster, ClusterSettings)> clusters, IReadOnlyDictionary<string, (Listener, ListenerPlan)> listeners)
    {
        (Source, Clusters, Listeners) = (source, clusters, listeners);
    }

    /// <summary>What it was compiled from.</summary>
    public Bootstrap Source { get; }

    /// <summary>By name.</summary>
    public IReadOnlyDictionary<string, (Cluster Resource, ClusterSettings Settings)> Clusters { get; }

    /// <summary>By address: a listener that is renamed but stays where it is keeps its socket and its connections.</summary>
    public IReadOnlyDictionary<string, (Listener Resource, ListenerPlan Plan)> Listeners { get; }

    /// <summary>Whether requests are counted in limits of the whole mesh.</summary>
    public bool HasGlobalLimits => Listeners.Values.Any(listener => listener.Plan.Chains.Any(chain => chain.Http?.Routes.HasGlobalLimits == true));

    /// <summary>Where the keys are fetched from that tokens are signed by.</summary>
    public IReadOnlyList<KeyOrigin> KeyOrigins =>
        [.. Listeners.Values.SelectMany(listener => listener.Plan.Chains).SelectMany(chain => chain.Http?.Routes.KeyOrigins ?? []).Distinct()];

    /// <param name="before">What ran before: what is equal is not compiled again, and stays the same object.</param>
    /// <exception cref="ResourceException">A resource cannot be run; the message says which and why.</exception>
    public static Snapshot Compile(Bootstrap bootstrap, Snapshot? before = null)
    {
        var resources = bootstrap.StaticResources ?? new Bootstrap.Types.StaticResources();
        var clusters = new Dictionary<string, (Cluster, ClusterSettings)>(StringComparer.Ordinal);
        foreach (var cluster in resources.Clusters)
            if (!clusters.TryAdd(cluster.Name, Compile(cluster, before)))
                throw new ResourceException($"cluster '{cluster.Name}'", "is there twice; names are unique");

        var listeners = new Dictionary<string, (Listener, ListenerPlan)>(StringComparer.Ordinal);
        var names = clusters.Keys.ToHashSet(StringComparer.Ordinal);
        var service = bootstrap.Node?.Cluster ?? "";
        // A table says at once when a cluster that it names is not there, so it is compiled anew whenever others are there.
        var same = before is not null && service == (before.Source.Node?.Cluster ?? "") && names.SetEquals(before.Clusters.Keys) ? before.PlansByName() : [];
        foreach (var listener in resources.Listeners)
        {
            var plan = same.TryGetValue(listener.Name, out var known) && known.Resource.Equals(listener) ? known.Plan : ListenerCompiler.Compile(listener, names, service);
            var address = plan.Address.Port == 0 ? $"{plan.Address} {plan.Name}" : plan.Address.ToString();
            if (!listeners.TryAdd(address, (listener, plan)))
                throw new ResourceException($"listener '{listener.Name}'", $"another listener has the address {plan.Address} already");
        }

        return new Snapshot(bootstrap, clusters, listeners);
    }

    private static (Cluster, ClusterSettings) Compile(Cluster cluster, Snapshot? before) =>
        before is not null && before.Clusters.TryGetValue(cluster.Name, out var known) && known.Resource.Equals(cluster)
            ? known
            : (cluster, ClusterCompiler.Compile(cluster));

    private Dictionary<string, (Listener Resource, ListenerPlan Plan)> PlansByName()
    {
        var byName = new Dictionary<string, (Listener, ListenerPlan)>(StringComparer.Ordinal);
        foreach (var (listener, plan) in Listeners.Values) byName.TryAdd(listener.Name, (listener, plan));
        return byName;
    }
}
