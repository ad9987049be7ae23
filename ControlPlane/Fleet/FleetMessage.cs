namespace ActorMesh.ControlPlane.Fleet;

/// <summary>What the actor that knows all proxies of this node is told.</summary>
public abstract record FleetMessage
{
    /// <summary>A proxy connected, or something about it changed. Whoever tells last is its stream.</summary>
    public sealed record Seen(ProxyState State) : FleetMessage;

    /// <summary>Its stream ended. From a stream that is not its stream any more it means nothing.</summary>
    public sealed record Gone(ProxyKey Proxy) : FleetMessage
    {
        /// <summary>The proxy ended it, as one that stops does. Else it broke, and the proxy may be back soon, here or at another node.</summary>
        public bool IsInOrder { get; init; }
    }

    /// <summary>What a proxy counted since it last told.</summary>
    /// <param name="Failures">Of the requests, those that were answered with a 5xx.</param>
    public sealed record Counted(ProxyKey Proxy, long Requests, long Failures) : FleetMessage
    {
        /// <summary>Connections that were let in without mutual TLS.</summary>
        public long Plain { get; init; }
    }
}
