using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using ActorMesh.Runtime.Contracts.Control;
using Grpc.Core;
using Microsoft.Extensions.Hosting;

namespace ActorMesh.ControlPlane.RateLimits;

/// <summary>Serves leases to sidecars, one stream for each, until the node ends.</summary>
public sealed class LeaseService(RateLimits limits, IHostApplicationLifetime host) : Leases.LeasesBase
{
    /// <summary>Asks of one stream under way at once; what comes beyond is read when one of them has been answered.</summary>
    public const int AsksMax = 1_000;

    private static readonly string Process = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    private static long _streams;

    public override Task Lease(IAsyncStreamReader<LeaseAsk> requestStream, IServerStreamWriter<LeaseAnswer> responseStream, ServerCallContext context) => NodeLeaves.Serve(context, host, async ended =>
    {
        var service = Caller.ServiceOf(context);
        var sidecar = $"{Process}-{Interlocked.Increment(ref _streams)}";
        var answers = Channel.CreateBounded<LeaseAnswer>(new BoundedChannelOptions(AsksMax) { SingleReader = true });
        var reading = Read(requestStream, sidecar, service, answers.Writer, ended);
        await foreach (var answer in answers.Reader.ReadAllAsync(ended)) await responseStream.WriteAsync(answer, ended);
        await reading;
    });

    private async Task Read(IAsyncStreamReader<LeaseAsk> asks, string sidecar, string? service, ChannelWriter<LeaseAnswer> answers, CancellationToken ended)
    {
        using var room = new SemaphoreSlim(AsksMax);
        var underWay = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        try
        {
            while (await asks.MoveNext(ended))
            {
                await room.WaitAsync(ended);
                var ask = asks.Current;
                var key = LimitKey.Of(ask.Limit)?.Text ?? "";
                if (underWay.TryAdd(key, true)) _ = Answer(ask, key);
                else room.Release();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or RpcException)
        {
            // The call is over.
        }
        finally
        {
            for (var i = 0; i < AsksMax; i++) await room.WaitAsync(CancellationToken.None);
            answers.TryComplete();
        }

        async Task Answer(LeaseAsk ask, string key)
        {
            try
            {
                await answers.WriteAsync(await Decide(ask, key), ended);
            }
            catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
            {
                // The call is over.
            }
            finally
            {
                room.Release();
            }
        }

        async Task<LeaseAnswer> Decide(LeaseAsk ask, string key)
        {
            try
            {
                return await limits.Ask(sidecar, ask, service);
            }
            finally
            {
                // Before the answer goes out: the next ask may come at once.
                underWay.TryRemove(key, out _);
            }
        }
    }
}
