using System.Net.Http;
using System.Threading.Channels;
using ActorMesh.Runtime.Contracts.Control;
using Grpc.Core;
using Grpc.Net.Client;

namespace ActorMesh.DataPlane.Resilience.Limiting;

/// <summary>One connection to a control node, over which leases are asked for. It ends once, and is not used again.</summary>
internal sealed class LeaseStream : IDisposable
{
    /// <summary>Asks that wait to be written; a connection that is so far behind is as good as broken.</summary>
    private const int AsksMax = 10_000;

    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PingLimit = TimeSpan.FromSeconds(2);

    private readonly Channel<LeaseAsk> _asks = Channel.CreateBounded<LeaseAsk>(new BoundedChannelOptions(AsksMax) { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _server;

    private LeaseStream(Uri server) => _server = server;

    /// <param name="onUp">The connection stands.</param>
    /// <param name="onAnswer">For each answer.</param>
    /// <param name="onEnd">Why it is over; nothing comes after it. All three are called by threads of the pool.</param>
    public static LeaseStream Open(Uri server, Action<LeaseStream> onUp, Action<LeaseStream, LeaseAnswer> onAnswer, Action<LeaseStream, string> onEnd)
    {
        var stream = new LeaseStream(server);
        _ = stream.Run(onUp, onAnswer, onEnd);
        return stream;
    }

    /// <returns>False: it is full, and had better be given up.</returns>
    public bool TryAsk(LeaseAsk ask) => _asks.Writer.TryWrite(ask);

    public void Dispose() => _stop.Cancel();

    private async Task Run(Action<LeaseStream> onUp, Action<LeaseStream, LeaseAnswer> onAnswer, Action<LeaseStream, string> onEnd)
    {
        var reason = "the control node ended the stream";
        try
        {
            using var channel = GrpcChannel.ForAddress(_server, Options());
            using (var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token))
            {
                limit.CancelAfter(ConnectLimit);
                await channel.ConnectAsync(limit.Token);
            }

            using var call = new Leases.LeasesClient(channel).Lease(cancellationToken: _stop.Token);
            onUp(this);
            var writing = Write(call.RequestStream);
            while (await call.ResponseStream.MoveNext(_stop.Token)) onAnswer(this, call.ResponseStream.Current);
            _asks.Writer.TryComplete();
            await writing;
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException or HttpRequestException or IOException or InvalidOperationException)
        {
            reason = e is RpcException call ? call.Status.Detail : e.Message;
        }
        finally
        {
            _asks.Writer.TryComplete();
            onEnd(this, reason);
        }
    }

    private async Task Write(IClientStreamWriter<LeaseAsk> stream)
    {
        await foreach (var ask in _asks.Reader.ReadAllAsync(_stop.Token)) await stream.WriteAsync(ask, _stop.Token);
    }

    private static GrpcChannelOptions Options() => new()
    {
        DisposeHttpClient = true,
        HttpHandler = new SocketsHttpHandler
        {
            ConnectTimeout = ConnectLimit,
            UseProxy = false,
            AllowAutoRedirect = false,
            KeepAlivePingDelay = SilenceMax,
            KeepAlivePingTimeout = PingLimit,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        },
    };
}
