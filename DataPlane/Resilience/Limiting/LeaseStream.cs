using System.Net.Http;
using System.Threading.Channels;
using ActorMesh.DataPlane.Channels;
using ActorMesh.Runtime.Contracts.Control;
using Grpc.Core;

namespace ActorMesh.DataPlane.Resilience.Limiting;

/// <summary>A gRPC stream to a control node, over which leases are asked for.</summary>
internal sealed class LeaseStream : ILeaseTransport
{
    /// <summary>Asks that wait to be written; a connection that is so far behind is as good as broken.</summary>
    private const int AsksMax = 10_000;

    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(5);

    private readonly Channel<LeaseAsk> _asks = Channel.CreateBounded<LeaseAsk>(new BoundedChannelOptions(AsksMax) { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly string _server;
    private readonly ControlPlaneTls? _tls;

    private LeaseStream(string server, ControlPlaneTls? tls) => (_server, _tls) = (server, tls);

    /// <param name="server">HOST:PORT.</param>
    /// <param name="tls">Null for none.</param>
    /// <returns>Opens a stream to it.</returns>
    public static Func<LeaseEvents, ILeaseTransport> To(string server, ControlPlaneTls? tls) => events =>
    {
        var stream = new LeaseStream(server, tls);
        _ = stream.Run(events);
        return stream;
    };

    public bool TryAsk(LeaseAsk ask) => _asks.Writer.TryWrite(ask);

    public void Dispose() => _stop.Cancel();

    private async Task Run(LeaseEvents events)
    {
        // Never on the thread of the actor that opens it.
        await Task.Yield();
        var (reason, isForeign) = ("the control node ended the stream", false);
        try
        {
            if (_tls is not null) await _tls.Ready.WaitAsync(_stop.Token);
            using var channel = ControlPlaneChannel.To(_server, _tls, PingEvery);
            using var call = new Leases.LeasesClient(channel).Lease(cancellationToken: _stop.Token);
            var writing = Write(call.RequestStream);
            while (await call.ResponseStream.MoveNext(_stop.Token)) events.Answered(call.ResponseStream.Current);
            _asks.Writer.TryComplete();
            await writing;
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException or HttpRequestException or IOException or InvalidOperationException or UriFormatException)
        {
            (reason, isForeign) = e is RpcException call ? ($"{_server}: {call.Status.Detail}", call.StatusCode == StatusCode.Unimplemented) : ($"{_server}: {e.Message}", false);
        }
        finally
        {
            _asks.Writer.TryComplete();
            events.Ended(reason, isForeign);
        }
    }

    private async Task Write(IClientStreamWriter<LeaseAsk> stream)
    {
        try
        {
            await foreach (var ask in _asks.Reader.ReadAllAsync(_stop.Token)) await stream.WriteAsync(ask, _stop.Token);
        }
        catch (Exception e) when (e is RpcException or IOException or OperationCanceledException or InvalidOperationException)
        {
            // Whoever reads the answers hears of it, too, and tells why.
        }
    }
}
