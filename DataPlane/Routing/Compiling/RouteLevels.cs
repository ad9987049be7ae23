using ActorMesh.DataPlane.Routing.Mutations;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Routes;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>What the levels around a route action contribute to it.</summary>
/// <param name="Host">The virtual host.</param>
/// <param name="HostPath">Where the virtual host stands.</param>
/// <param name="Request">Request header changes of route, virtual host and table.</param>
/// <param name="Response">Response header changes of route, virtual host and table.</param>
internal sealed record RouteLevels(VirtualHost Host, ResourcePath HostPath, HeaderMutations[] Request, HeaderMutations[] Response)
{
    /// <summary>The filters of the most specific level so far.</summary>
    public FilterLevel Filters { get; init; } = FilterLevel.Empty;

    /// <summary>Of the route, else of the virtual host: bytes of a request's body that are kept for another try; null for the default.</summary>
    public uint? RetryBufferMax { get; init; }
}
