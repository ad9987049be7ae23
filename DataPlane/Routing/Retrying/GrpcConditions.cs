using System.Buffers.Text;
using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Retrying;

/// <summary>Conditions on a gRPC status. Only one in the head of the answer counts: one in the trailers comes when it is too late.</summary>
internal static class GrpcConditions
{
    public const RetryConditions Any = RetryConditions.GrpcCancelled | RetryConditions.GrpcDeadlineExceeded | RetryConditions.GrpcInternal
        | RetryConditions.GrpcResourceExhausted | RetryConditions.GrpcUnavailable;

    /// <summary>The condition that its status meets, if there is one.</summary>
    public static RetryConditions Of(ResponseHead answer)
    {
        var slot = answer.Headers.Find("grpc-status"u8);
        if (slot < 0) return RetryConditions.None;
        var value = answer.Headers.Value(slot);
        if (!Utf8Parser.TryParse(value, out byte status, out var used) || used != value.Length) return RetryConditions.None;
        return status switch
        {
            1 => RetryConditions.GrpcCancelled,
            4 => RetryConditions.GrpcDeadlineExceeded,
            8 => RetryConditions.GrpcResourceExhausted,
            13 => RetryConditions.GrpcInternal,
            14 => RetryConditions.GrpcUnavailable,
            _ => RetryConditions.None,
        };
    }
}
