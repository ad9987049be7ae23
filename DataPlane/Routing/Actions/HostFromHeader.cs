using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Actions;

/// <summary>The host that a request header holds, if it can be one.</summary>
internal sealed class HostFromHeader(HeaderSource header) : HostRewrite
{
    public override byte[]? NewHost(RequestHead head, ExchangeFacts facts) =>
        header.TryGetFirst(head, facts, out var value) && HostSyntax.IsPlausible(value) ? value.ToArray() : null;
}
