using Grpc.Core;

namespace ActorMesh.ControlPlane;

/// <summary>What the clients of a node that ends are told.</summary>
internal static class NodeLeaves
{
    private const string Why = "this control node goes away; connect to another";

    public static RpcException Refusal => new(new Status(StatusCode.Unavailable, Why));
}
