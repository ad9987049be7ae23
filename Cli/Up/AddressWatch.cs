using System.Net;
using System.Net.Sockets;
using ActorMesh.Cli.Children;

namespace ActorMesh.Cli.Up;

/// <summary>Looks at an application from outside: whether it takes connections. Once it has, it is not disturbed again.</summary>
internal sealed class AddressWatch(DnsEndPoint address)
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(1);

    public async Task<ChildPhase> Look(CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(ConnectLimit);
        using var probe = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await probe.ConnectAsync(address, limit.Token);
            return ChildPhase.Ready;
        }
        catch (SocketException)
        {
            return ChildPhase.Starting;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return ChildPhase.Starting;
        }
    }
}
