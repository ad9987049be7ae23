using System.Net.Http;
using ActorMesh.DataPlane.Channels;
using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.Runtime.Contracts.Control;
using Grpc.Core;

namespace ActorMesh.Cli.Sidecars.Reporting;

/// <summary>
/// Tells the control plane that a sidecar follows how many requests it answered and how many of them failed, so that a rollout that hurts is
/// taken back. It costs nothing when there is none, and says nothing to a foreign one.
/// </summary>
/// <param name="tls">How it is connected to; null for plain.</param>
/// <param name="status">How it stands with the control plane.</param>
/// <param name="take">What was answered since it was last asked.</param>
internal sealed class ReportClient(string proxy, string service, ControlPlaneTls? tls, Func<DiscoveryStatus> status, Func<AnsweredCount> take, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>A server that does not know the service will not learn it soon.</summary>
    private static readonly TimeSpan PauseWhereUnknown = TimeSpan.FromMinutes(5);

    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public void Start() => _running = Run();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    /// <returns>Null where there is none of ours.</returns>
    internal static string? ServerOf(DiscoveryStatus status) => status.IsConnected && DiscoveryFence.Find(status.Identifier) is not null ? status.Server : null;

    private async Task Run()
    {
        while (!_stop.IsCancellationRequested)
        {
            var pause = Interval;
            if (ServerOf(status()) is { } server) pause = await Tell(server);
            await Task.Delay(pause, clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Tells this server for as long as it is the one that is followed.</summary>
    /// <returns>How long to wait before the next.</returns>
    private async Task<TimeSpan> Tell(string server)
    {
        try
        {
            using var channel = ControlPlaneChannel.To(server, tls, XdsSettings.OwnPing);
            using var call = new ProxyReports.ProxyReportsClient(channel).Report(cancellationToken: _stop.Token);
            while (ServerOf(status()) == server)
            {
                var counted = take();
                await call.RequestStream.WriteAsync(new ProxyReport { Proxy = proxy, Service = service, Requests = counted.Requests, Failures = counted.Failures, Plain = counted.Plain }, _stop.Token);
                if (!await call.ResponseStream.MoveNext(_stop.Token)) break;
                await Task.Delay(Wait(call.ResponseStream.Current), clock, _stop.Token);
            }
            await call.RequestStream.CompleteAsync();
            return Interval;
        }
        catch (RpcException e)
        {
            return e.StatusCode == StatusCode.Unimplemented ? PauseWhereUnknown : Interval;
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException or InvalidOperationException or UriFormatException)
        {
            return Interval;
        }
    }

    private static TimeSpan Wait(ReportAnswer answer)
    {
        var asked = answer.Interval?.ToTimeSpan() ?? Interval;
        return asked > TimeSpan.FromSeconds(1) && asked < PauseWhereUnknown ? asked : Interval;
    }
}
