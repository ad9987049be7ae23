using ActorMesh.Lab.Measuring;
using ActorMesh.Lab.Running;
using ActorMesh.Lab.Scenarios;

namespace ActorMesh.Cli.Lab.Live;

/// <summary>One variant of a scenario with real sidecars: started, loaded, and ended.</summary>
internal sealed class LiveMesh(ScenarioVariant variant, string folder, Action<string> tell, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan AdminLimit = TimeSpan.FromSeconds(2), StartLimit = TimeSpan.FromSeconds(60), LookEvery = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private readonly List<LiveReplica> _replicas = [];
    private readonly HttpClient _admin = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = AdminLimit };
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });
    private readonly LoadRecord _load = new();
    private readonly Dictionary<string, ServiceRecord> _services = variant.Mesh.Services.ToDictionary(service => service.Name, service => new ServiceRecord(service.Name), StringComparer.Ordinal);
    private long _began;

    /// <exception cref="IOException">It does not come up.</exception>
    public async Task<RunRecord> Run(CancellationToken stop)
    {
        var place = new LivePlacement(variant.Mesh);
        foreach (var service in variant.Mesh.Services)
            for (var number = 1; number <= place.ReplicasOf(service); number++)
                _replicas.Add(await LiveReplica.Start(variant, service, number, place, folder, _admin, Arrival(service.Name, number), tell, clock));
        await BecomeReady(stop);
        _began = clock.GetTimestamp();
        var targets = _replicas.Where(replica => replica.Service == variant.Load.At).Select(replica => new Uri($"http://{replica.App}")).ToList();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var faults = LiveTimeline(over.Token);
        await new LiveLoad(variant, targets, _load, _lock, _client, clock).Run(_began, stop);
        await over.CancelAsync();
        await faults;
        return new RunRecord(variant, variant.Seed, 0, "", _load, [.. _services.Values], []);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_replicas.Select(replica => replica.DisposeAsync().AsTask()));
        _admin.Dispose();
        _client.Dispose();
    }

    private async Task BecomeReady(CancellationToken stop)
    {
        using var late = new CancellationTokenSource(StartLimit, clock);
        while (!_replicas.TrueForAll(replica => replica.IsReady))
        {
            if (late.IsCancellationRequested) throw new IOException($"not ready within {StartLimit.TotalSeconds:0} s; the logs are in {folder}");
            await Task.Delay(LookEvery, clock, stop);
        }
    }

    /// <summary>Whoever starts the load is asked by the load alone: that is no attempt of a sidecar.</summary>
    private Action Arrival(string service, int number) => service == variant.Load.At
        ? () => { }
        : () =>
        {
            var at = clock.GetElapsedTime(_began);
            lock (_lock)
            {
                _services[service].Attempts.Add(at);
                _services[service].ByReplica[$"{service}-{number}"] = _services[service].ByReplica.GetValueOrDefault($"{service}-{number}") + 1;
            }
        };

    private async Task LiveTimeline(CancellationToken stop)
    {
        var changes = variant.Timeline.Where(fault => fault.Service is not null).SelectMany(fault => new[] { fault.From, fault.Until ?? variant.Duration }).Distinct().Order();
        foreach (var change in changes)
        {
            var wait = change - clock.GetElapsedTime(_began);
            if (wait > TimeSpan.Zero) await Task.Delay(wait, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested) return;
            foreach (var replica in _replicas)
                replica.Workload.State = ReplicaState.Of(
                    variant.Workloads.GetValueOrDefault(replica.Service) ?? WorkloadModel.Usual,
                    variant.Timeline.Where(fault => fault.Befalls(replica.Service, replica.Number) && fault.IsOn(change)));
        }
    }
}
