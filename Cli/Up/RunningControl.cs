using ActorMesh.Cli.Children;

namespace ActorMesh.Cli.Up;

/// <summary>The control node of a mesh that is up, and what is seen of it.</summary>
internal sealed class RunningControl : IAsyncDisposable
{
    /// <summary>What leaving a cluster may take beside.</summary>
    private static readonly TimeSpan LeaveLimit = TimeSpan.FromSeconds(10);

    private readonly SupervisedChild _child;
    private readonly ControlPlan _plan;

    /// <param name="logs">Folder for what it says.</param>
    /// <param name="tell">Told what goes wrong.</param>
    public RunningControl(ControlPlan plan, string logs, HttpClient client, Action<string> tell, TimeProvider clock)
    {
        _plan = plan;
        _child = new SupervisedChild(plan.Command, new LogFile(Path.Combine(logs, $"{ControlPlan.Name}.log")), new ReadyWatch(client, plan.ApiUrl).Look, tell, clock);
    }

    public bool IsReady => _child.State.IsReady;

    public ServiceRow Row => new(
        ControlPlan.Name, ServiceState.Of(ReadyAlways, _child.State), IsReady, ServiceFigures.Unknown, $"xds {_plan.Xds.Port}  cluster {_plan.Cluster.Port}", _plan.ApiUrl.AbsoluteUri.TrimEnd('/'));

    // It stands alone: there is no application beside it.
    private static ChildState ReadyAlways { get; } = ChildState.First.Seen(ChildPhase.Ready);

    public void Start() => _child.Start();

    /// <returns>False when it had to be killed.</returns>
    public Task<bool> End(TimeSpan grace) => _child.End(grace + LeaveLimit);

    public void Kill() => _child.Kill();

    public ValueTask DisposeAsync() => _child.DisposeAsync();
}
