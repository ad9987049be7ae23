using ActorMesh.Runtime.Identity;

namespace ActorMesh.ControlPlane.Resources;

/// <summary>Where a control node keeps what its proxies get. One writer, any number of readers.</summary>
public sealed class ResourceFeed
{
    private readonly Lock _gate = new();
    private volatile MeshResources _current = MeshResources.Empty;
    private volatile ResourceSet _secrets = TrustSecrets.None;
    private volatile DenyList _denied = DenyList.Empty;
    private volatile TrustBundle? _bundle;
    private Action[] _listeners = [];

    public MeshResources Current => _current;

    /// <summary>Whom the mesh trusts, and who is denied all the same.</summary>
    public ResourceSet Secrets => _secrets;

    /// <summary>Who is let in nowhere.</summary>
    public DenyList Denied => _denied;

    /// <summary>Readers are told when <see cref="Current"/> is the new one. Whoever is told must not block: an actor tells itself.</summary>
    public void Publish(MeshResources resources)
    {
        _current = resources;
        Tell();
    }

    /// <summary>Others are trusted from now on. Readers are told as of <see cref="Publish"/>.</summary>
    public void Trust(TrustBundle bundle)
    {
        lock (_gate)
        {
            _bundle = bundle;
            _secrets = TrustSecrets.Of(bundle, _denied);
        }
        Tell();
    }

    /// <summary>These are let in nowhere from now on. Readers are told as of <see cref="Publish"/>.</summary>
    public void Deny(DenyList denied)
    {
        lock (_gate)
        {
            if (denied.Peers.SequenceEqual(_denied.Peers, StringComparer.Ordinal)) return;
            _denied = denied;
            if (_bundle is { } bundle) _secrets = TrustSecrets.Of(bundle, denied);
        }
        Tell();
    }

    /// <returns>Ends it.</returns>
    public IDisposable Subscribe(Action onChange)
    {
        lock (_gate) _listeners = [.. _listeners, onChange];
        return new Subscription(this, onChange);
    }

    private void Tell()
    {
        foreach (var listener in Volatile.Read(ref _listeners)) listener();
    }

    private sealed class Subscription(ResourceFeed feed, Action onChange) : IDisposable
    {
        public void Dispose()
        {
            lock (feed._gate) feed._listeners = [.. feed._listeners.Where(listener => listener != onChange)];
        }
    }
}
