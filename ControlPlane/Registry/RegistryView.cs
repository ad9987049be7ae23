namespace ActorMesh.ControlPlane.Registry;

/// <summary>What a control node knows of live proxies. Immutable.</summary>
/// <param name="IsSettled">The other control nodes were heard, or there was time enough to hear them: who is missing is missing.</param>
/// <param name="Refused">Proxies of this node that are no endpoints, and why not.</param>
public sealed record RegistryView(EndpointSet Endpoints, bool IsSettled, IReadOnlyDictionary<ProxyKey, string> Refused)
{
    /// <summary>Endpoints that were taken away although their proxies did not say that they leave: the last ones, the last one last.</summary>
    public IReadOnlyList<RemovedEndpoint> Removed { get; init; } = [];
}
