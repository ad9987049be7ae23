using ActorMesh.ControlPlane.Resources;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Tests.Fast.ControlPlane.Xds.Subscriptions;

/// <summary>A mesh that changes at random. Every route points at a cluster that is there; each listener has the route of its name.</summary>
internal sealed class World(Random random)
{
    /// <summary>What a client refuses begins so.</summary>
    public const string Bad = "bad";

    private static readonly string[] Names = ["a", "b", "c", "d", "e"];
    private readonly Dictionary<string, string> _clusters = new(StringComparer.Ordinal) { ["a"] = "1" };
    private readonly Dictionary<string, string> _endpoints = new(StringComparer.Ordinal) { ["a"] = "1" };
    private readonly Dictionary<string, string> _listeners = new(StringComparer.Ordinal) { ["a"] = "1" };
    private readonly Dictionary<string, string> _targets = new(StringComparer.Ordinal) { ["a"] = "a" };
    private int _versions = 1;
    private long _mesh = 1;

    public WorkloadResources Current { get; private set; } = Shares.Of(1);

    public World Change(bool mayBeBad)
    {
        for (var i = random.Next(3); i >= 0; i--) ChangeOne(mayBeBad);
        return Freeze();
    }

    /// <summary>Nothing is left that a client would refuse.</summary>
    public void Heal()
    {
        foreach (var set in (Dictionary<string, string>[])[_clusters, _endpoints, _listeners])
        {
            foreach (var name in set.Keys.ToList())
                if (set[name].StartsWith(Bad, StringComparison.Ordinal)) set[name] = Version(false);
        }

        Freeze();
    }

    private static ResourceSet Set(string typeUrl, Dictionary<string, string> versions) => ResourceSet.Of(
        typeUrl, versions.Select(item => new VersionedResource(item.Key, item.Value, Any.Pack(new StringValue { Value = $"{item.Key}:{item.Value}" }))));

    private void ChangeOne(bool mayBeBad)
    {
        var name = Names[random.Next(Names.Length)];
        switch (random.Next(5))
        {
            case 0:
                _clusters[name] = Version(mayBeBad);
                _endpoints.TryAdd(name, Version(false));
                break;
            case 1 when _endpoints.ContainsKey(name):
                _endpoints[name] = Version(mayBeBad);
                break;
            case 2:
                _listeners[name] = Version(mayBeBad);
                _targets.TryAdd(name, AnyCluster());
                break;
            case 3 when _listeners.Count > 1 && _listeners.Remove(name):
                _targets.Remove(name);
                break;
            case 4:
                Leave(name);
                break;
        }
    }

    /// <summary>A cluster goes, and routes that pointed at it point at another.</summary>
    private void Leave(string cluster)
    {
        if (_clusters.Count == 1 || !_clusters.Remove(cluster)) return;
        _endpoints.Remove(cluster);
        foreach (var (name, target) in _targets.ToList()) _targets[name] = target == cluster ? AnyCluster() : target;
    }

    private string AnyCluster() => _clusters.Keys.ElementAt(random.Next(_clusters.Count));

    private string Version(bool mayBeBad) => (mayBeBad && random.Next(5) == 0 ? Bad : "") + ++_versions;

    private World Freeze()
    {
        var routes = _targets.ToDictionary(target => target.Key, target => $"to-{target.Value}", StringComparer.Ordinal);
        Current = new WorkloadResources(
            1, ++_mesh, Set(ResourceTypes.Cluster, _clusters), Set(ResourceTypes.Endpoints, _endpoints), Set(ResourceTypes.Listener, _listeners),
            Set(ResourceTypes.Route, routes));
        return this;
    }
}
