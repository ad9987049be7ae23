using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>Holds for gRPC requests: content-type <c>application/grpc</c> or <c>application/grpc+</c> anything.</summary>
internal sealed class GrpcCondition : RouteCondition
{
    public static readonly GrpcCondition Instance = new();

    private static ReadOnlySpan<byte> ContentType => "application/grpc"u8;

    public static bool IsGrpc(RequestHead head)
    {
        var slot = head.Headers.Find(KnownHeader.ContentType);
        if (slot < 0) return false;
        var value = head.Headers.Value(slot);
        return value.StartsWith(ContentType) && (value.Length == ContentType.Length || value[ContentType.Length] == '+');
    }

    public override bool Holds(in MatchInput input) => IsGrpc(input.Head);

    public override string Explain(in MatchInput input) => "grpc: the content-type is not application/grpc";
}
