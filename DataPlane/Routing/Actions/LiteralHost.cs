using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Actions;

/// <summary>Always the same host.</summary>
internal sealed class LiteralHost(byte[] host) : HostRewrite
{
    public override byte[]? NewHost(RequestHead head, ExchangeFacts facts) => host;
}
