using ActorMesh.Cli.Children;

namespace ActorMesh.Cli.Up;

/// <summary>A service that is up: its application, its sidecar, and what is seen of them.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private static readonly TimeSpan FigureSpan = TimeSpan.FromSeconds(10), LookInterval = TimeSpan.FromMilliseconds(200);

    private readonly SupervisedChild? _application;
    private readonly SupervisedChild _sidecar;
    private readonly SidecarWatch _watch;
    private readonly AddressWatch _applicationWatch;
    private readonly FigureWindow _window = new(FigureSpan);
    private readonly TimeProvider _clock;
    private ChildState _elsewhere = ChildState.First; // Of an application that somebody else has started.

    /// <param name="logs">Folder for what its processes say.</param>
    /// <param name="tell">Told what goes wrong.</param>
    public RunningService(ServicePlan plan, string logs, HttpClient client, Action<string> tell, TimeProvider clock)
    {
        (Plan, _clock) = (plan, clock);
        _watch = new SidecarWatch(client, plan.Admin, plan.Place.Inbound, clock);
        _applicationWatch = new AddressWatch(plan.Place.App);
        _sidecar = Supervised(plan.Sidecar, _watch.Look);
        _application = plan.Application is { } command ? Supervised(command, LookAtApplication) : null;

        SupervisedChild Supervised(ChildCommand child, Func<CancellationToken, Task<ChildPhase>> look) =>
            new(child, new LogFile(Path.Combine(logs, $"{child.Name}.log")), look, tell, clock);
    }

    public ServicePlan Plan { get; }

    public bool IsReady => ServiceState.IsReady(Application, _sidecar.State);

    /// <summary>Whether every request that it answered was answered well.</summary>
    public bool IsClean => _window.Failed == 0;

    public ServiceRow Row => new(
        Plan.Name, ServiceState.Of(Application, _sidecar.State), IsReady, _window.Figures, Plan.Listeners, Plan.Admin.AbsoluteUri.TrimEnd('/'));

    private ChildState Application => _application?.State ?? Volatile.Read(ref _elsewhere);

    /// <param name="stop">Ends the looking at an application that runs already.</param>
    public void Start(CancellationToken stop)
    {
        _application?.Start();
        _sidecar.Start();
        if (_application is null) _ = LookElsewhere(stop);
    }

    /// <summary>Asks the sidecar for its numbers.</summary>
    public async Task Refresh(CancellationToken stop)
    {
        if (_sidecar.State.IsReady && await _watch.Sample(stop) is { } sample) _window.Add(sample);
    }

    /// <summary>First the sidecar drains, while its application still answers; then that ends.</summary>
    /// <returns>False when something had to be killed.</returns>
    public async Task<bool> End(TimeSpan grace)
    {
        var isOrderly = await _sidecar.End(grace);
        return (_application is null || await _application.End(grace)) && isOrderly;
    }

    public void Kill()
    {
        _sidecar.Kill();
        _application?.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        await _sidecar.DisposeAsync();
        if (_application is not null) await _application.DisposeAsync();
    }

    private async Task<ChildPhase> LookAtApplication(CancellationToken stop) =>
        _application!.State.IsReady ? ChildPhase.Ready : await _applicationWatch.Look(stop);

    private async Task LookElsewhere(CancellationToken stop)
    {
        try
        {
            while (!Application.IsReady)
            {
                Volatile.Write(ref _elsewhere, Application.Seen(await _applicationWatch.Look(stop)));
                await Task.Delay(LookInterval, _clock, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody looks any more.
        }
    }
}
