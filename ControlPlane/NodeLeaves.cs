using Grpc.Core;
using Microsoft.Extensions.Hosting;

namespace ActorMesh.ControlPlane;

/// <summary>What the clients of a node that ends are told.</summary>
internal static class NodeLeaves
{
    private const string Why = "this control node goes away; connect to another";

    public static RpcException Refusal => new(new Status(StatusCode.Unavailable, Why));

    /// <summary>Serves a call until its client or this node ends.</summary>
    public static async Task Serve(ServerCallContext call, IHostApplicationLifetime host, Func<CancellationToken, Task> serve)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(call.CancellationToken, host.ApplicationStopping);
        try
        {
            await serve(either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            if (!call.CancellationToken.IsCancellationRequested) throw Refusal;
        }
    }
}
