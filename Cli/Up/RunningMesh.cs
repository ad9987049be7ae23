using ActorMesh.Cli.Traffic;

namespace ActorMesh.Cli.Up;

/// <summary>All services of a mesh, up on this machine, with the traffic that is driven through them.</summary>
/// <param name="steps">Names of services, in the order in which they end.</param>
/// <param name="traffic">Null for none.</param>
internal sealed class RunningMesh(
    RunningControl control, IReadOnlyList<RunningService> services, IReadOnlyList<IReadOnlyList<string>> steps, TrafficDriver? traffic, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan LookWhileStarting = TimeSpan.FromMilliseconds(50), LookLater = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private Task _traffic = Task.CompletedTask;

    /// <summary>In which order services end, by name.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Steps => steps;

    /// <summary>Whether requests are served. They are without a control node, too.</summary>
    public bool IsReady => services.All(service => service.IsReady);

    /// <summary>Whether all is ready and no request went wrong so far.</summary>
    public bool IsWell => IsReady && control.IsReady && services.All(service => service.IsClean) && (traffic?.Count.IsClean ?? true);

    public IEnumerable<string> NotReady => services.Where(service => !service.IsReady).Select(service => service.Plan.Name);

    public MeshView View => new(
        [.. services.Select(service => service.Row), control.Row],
        traffic is null ? null : new TrafficView(traffic.Rate.ToString(), string.Join(", ", traffic.Targets.Select(target => target.Address.AbsoluteUri)), traffic.Count));

    public void Start()
    {
        // It takes longest, and all others wait for what it gives them.
        control.Start();
        foreach (var service in services) service.Start(_stop.Token);
    }

    /// <summary>Shows how it becomes ready. Ends then, or when <paramref name="stop"/> says so.</summary>
    public async Task BecomeReady(Action<MeshView> show, CancellationToken stop)
    {
        while (!IsReady && !stop.IsCancellationRequested)
        {
            show(View);
            await Wait(LookWhileStarting, stop);
        }
    }

    /// <summary>Drives traffic and shows how all does, until it is told to stop; then the traffic stops, too.</summary>
    public async Task Watch(Action<MeshView> show, CancellationToken stop)
    {
        if (traffic is not null) _traffic = traffic.Run(stop);
        while (!stop.IsCancellationRequested)
        {
            await Refresh();
            show(View);
            await Wait(LookLater, stop);
        }
        await _traffic;
        await Refresh();
        show(View);
    }

    /// <summary>Ends everything, those first where requests enter.</summary>
    /// <returns>False when something had to be killed.</returns>
    public async Task<bool> End(TimeSpan grace)
    {
        // Nobody needs it any more, and it takes a second to leave.
        var controlEnd = control.End(grace);
        var isOrderly = true;
        foreach (var step in steps)
        {
            var ends = services.Where(service => step.Contains(service.Plan.Name)).Select(service => service.End(grace));
            isOrderly &= (await Task.WhenAll(ends)).All(ended => ended);
        }
        return await controlEnd && isOrderly;
    }

    public void Kill()
    {
        foreach (var service in services) service.Kill();
        control.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(services.Select(service => service.DisposeAsync().AsTask()).Append(control.DisposeAsync().AsTask()));
        _stop.Dispose();
    }

    private Task Refresh() => Task.WhenAll(services.Select(service => service.Refresh(_stop.Token)));

    private async Task Wait(TimeSpan time, CancellationToken stop) =>
        await Task.Delay(time, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
