using System.Collections.Concurrent;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.DataPlane.Security;

/// <summary>
/// Identities and roots by the names that the configuration calls them by, wherever they came from. Every handshake looks up what is there at
/// that moment, so that a renewal holds from the next handshake on and disturbs no connection.
/// </summary>
public sealed class SecretStore(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, TlsIdentity> _identities = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TrustRoots> _roots = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, bool> _own = new(StringComparer.Ordinal);
    private volatile Action<string>? _watcher;

    public TimeProvider Clock => clock;

    /// <summary>Says who workloads of a mesh are.</summary>
    public SvidVerifier Workloads { get; } = new(clock);

    /// <summary>Null while there is none.</summary>
    public TlsIdentity? Identity(string name) => _identities.GetValueOrDefault(name);

    /// <summary>Null while there are none.</summary>
    public TrustRoots? Roots(string name) => _roots.GetValueOrDefault(name);

    public void Put(string name, TlsIdentity identity) => _identities[name] = identity;

    /// <summary>Of the bundles of a mesh the newest holds, whichever way it came.</summary>
    public void Put(string name, TrustRoots roots)
    {
        var held = _roots.AddOrUpdate(name, roots, (_, held) => roots.Replaces(held) ? roots : held);
        if (ReferenceEquals(held, roots)) _watcher?.Invoke(name);
    }

    /// <summary>Has the names of roots told from now on whenever some are put here, on any thread. By then, newer ones may be here.</summary>
    public void Watch(Action<string> watcher) => _watcher += watcher;

    /// <summary>This process makes the identity of that name itself, now or later: nobody is asked for it.</summary>
    public void Own(string name) => _own[name] = true;

    public bool IsOwn(string name) => _own.ContainsKey(name);

    public void Remove(string name)
    {
        _identities.TryRemove(name, out _);
        _roots.TryRemove(name, out _);
    }
}
