namespace ActorMesh.ControlPlane.Resources;

/// <summary>Who a proxy says it is.</summary>
/// <param name="Id">One for each proxy: <c>node.id</c>.</param>
/// <param name="Service">The service that it stands beside: <c>node.cluster</c>.</param>
public sealed record ProxyIdentity(string Id, string Service)
{
    public ProxyKey Key => new(Service, Id);

    /// <summary>A gRPC client without a proxy: it asks for a listener by the name of what it calls, and has none of its own.</summary>
    public bool IsProxyless { get; init; }
}
