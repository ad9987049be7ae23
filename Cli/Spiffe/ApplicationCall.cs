using ActorMesh.DataPlane.Identity;
using Grpc.Core;

namespace ActorMesh.Cli.Spiffe;

/// <summary>A call that tells an application something of its identity.</summary>
internal static class ApplicationCall
{
    /// <summary>Carries it out until the caller leaves or the server ends.</summary>
    /// <param name="ending">Of the server.</param>
    /// <exception cref="RpcException">There is nothing to tell, or nothing any more.</exception>
    public static async Task Run(ServerCallContext context, Func<CancellationToken, Task> tell, CancellationToken ending)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, ending);
        try
        {
            await tell(stop.Token);
        }
        catch (NoIdentityException e)
        {
            throw new RpcException(new Status(StatusCode.PermissionDenied, e.Message));
        }
        catch (TimeoutException e)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, e.Message));
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "this sidecar ends"));
        }
        finally
        {
            // Nobody waits on for a caller that is told no more.
            await stop.CancelAsync();
        }
    }
}
