using Grpc.Core;

namespace ActorMesh.ControlPlane.Xds.Subscriptions;

/// <summary>A client went where it may not: its stream ends with this.</summary>
public sealed class StreamRefusedException(StatusCode code, string message) : Exception(message)
{
    public StatusCode Code => code;
}
