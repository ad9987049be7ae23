using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Actions;

/// <summary>Which host the upstream is told, when the route decides it before an endpoint is chosen.</summary>
internal abstract class HostRewrite
{
    /// <summary>The new host; null when the request does not give one, and the old host stays.</summary>
    public abstract byte[]? NewHost(RequestHead head, ExchangeFacts facts);
}
