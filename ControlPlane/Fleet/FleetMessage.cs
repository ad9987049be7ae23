namespace ActorMesh.ControlPlane.Fleet;

/// <summary>What the actor that knows all proxies of this node is told.</summary>
public abstract record FleetMessage
{
    /// <summary>A proxy connected, or something about it changed.</summary>
    public sealed record Seen(ProxyState State) : FleetMessage;

    /// <summary>Its stream ended.</summary>
    public sealed record Gone(string ProxyId) : FleetMessage
    {
        /// <summary>The proxy ended it, as one that stops does. Else it broke, and the proxy may be back soon, here or at another node.</summary>
        public bool IsInOrder { get; init; }
    }
}
