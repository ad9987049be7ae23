using ActorMesh.DataPlane.Configuration.Secrets;
using ActorMesh.DataPlane.Security;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using ActorMesh.Runtime.Identity;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>Puts secrets where handshakes look for them as soon as they are accepted, and takes them away a while after the last who needed them.</summary>
internal sealed class DiscoverySecrets(SecretStore store)
{
    /// <summary>Whoever runs with a configuration that is being replaced needs its secrets so long.</summary>
    internal static readonly TimeSpan LingerMax = TimeSpan.FromSeconds(15);

    private readonly SecretBook _book = new(store);
    private readonly Dictionary<string, DiscoveredResource> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Instant> _leaving = new(StringComparer.Ordinal);

    /// <param name="accepted">By name, those that are wanted and have come.</param>
    /// <param name="inForce">Null for nothing.</param>
    public void Take(IReadOnlyDictionary<string, DiscoveredResource> accepted, Bootstrap? inForce, Instant now)
    {
        var isOther = false;
        foreach (var (name, resource) in accepted)
        {
            _leaving.Remove(name);
            if (ReferenceEquals(_taken.GetValueOrDefault(name), resource)) continue;
            (_taken[name], isOther) = (resource, true);
            _book.Put(name, SecretReader.Read((Secret)resource.Message, now: null));
        }

        if (isOther) store.Workloads.Denied = new DenyList(_taken.Values.SelectMany(resource => ((Secret)resource.Message).ValidationContext?.ActormeshDenied ?? []));
        foreach (var name in _taken.Keys.Where(name => !accepted.ContainsKey(name))) _leaving.TryAdd(name, now + LingerMax);
        if (_leaving.Count == 0 || _leaving.Values.Min() > now) return;
        // A listener that may not be replaced runs on as it was.
        var needed = inForce is null ? [] : DeliveredSecrets.NamesIn(inForce).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, _) in _leaving.Where(entry => entry.Value <= now && !needed.Contains(entry.Key)).ToList()) (_, _) = (_leaving.Remove(name), _taken.Remove(name));
        _book.Keep(_taken.Keys.ToHashSet(StringComparer.Ordinal));
    }
}
