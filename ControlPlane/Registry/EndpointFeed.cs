namespace ActorMesh.ControlPlane.Registry;

/// <summary>Where a control node keeps the endpoints that it knows of. One writer, any number of readers.</summary>
/// <param name="recalled">From before this node started.</param>
public sealed class EndpointFeed(EndpointSet recalled)
{
    private readonly Lock _gate = new();
    private volatile Action[] _listeners = [];
    private volatile RegistryView _current = new(recalled, IsSettled: false, new Dictionary<ProxyKey, string>());

    public RegistryView Current => _current;

    /// <summary>Has it told, for good, when <see cref="Current"/> is another one. It must not block: an actor tells itself.</summary>
    public void Subscribe(Action onChange)
    {
        lock (_gate) _listeners = [.. _listeners, onChange];
    }

    internal void Show(RegistryView view)
    {
        _current = view;
        foreach (var listener in _listeners) listener();
    }
}
