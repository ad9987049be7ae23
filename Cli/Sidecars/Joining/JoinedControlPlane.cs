using ActorMesh.Cli.Sidecars.Reporting;
using ActorMesh.DataPlane;
using ActorMesh.DataPlane.Configuration;
using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Membership;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;

namespace ActorMesh.Cli.Sidecars.Joining;

/// <summary>
/// A cluster that a sidecar is a member of. Membership has an actor system of its own, which the cluster may end at any time: then another one
/// joins anew, and the traffic does not notice.
/// </summary>
internal sealed class JoinedControlPlane : IControlPlane
{
    private static readonly TimeSpan LeaveLimit = TimeSpan.FromSeconds(3);

    private readonly JoinOptions _options;
    private readonly Sidecar _sidecar;
    private readonly TimeProvider _clock;
    private readonly JoinedWorkload _workload;
    private readonly MemberPause _pause = new(new Random());
    private readonly CancellationTokenSource _end = new();
    private readonly Task _life;
    private volatile Bootstrap? _bootstrap;

    private JoinedControlPlane(JoinOptions options, Sidecar sidecar, Action<DiscoveryReport> report, TimeProvider clock)
    {
        (_options, _sidecar, _clock) = (options, sidecar, clock);
        var answered = new AnsweredSince(() => sidecar.Status);
        _workload = new JoinedWorkload(options, Apply, answered.Take, report, clock);
        _life = Live();
    }

    public DiscoveryStatus Status => _workload.Status;

    /// <summary>How to join one, once there is a sidecar.</summary>
    public static Func<Sidecar, Action<DiscoveryReport>, IControlPlane> With(JoinOptions options, TimeProvider clock) =>
        (sidecar, report) => new JoinedControlPlane(options, sidecar, report, clock);

    /// <summary>There are no resources of the sidecar's own: what is in force is looked at again.</summary>
    public Task<SidecarActor.Message.Applied> Replace(Bootstrap statics) => _sidecar.Apply(_bootstrap ?? statics);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _life;
        _end.Dispose();
    }

    private async Task<SidecarActor.Message.Applied> Apply(WorkloadState state)
    {
        var bootstrap = await Task.Run(() => PackedBootstrap.Unpack(state));
        var applied = await _sidecar.Apply(bootstrap);
        _bootstrap = bootstrap;
        return applied;
    }

    private async Task Live()
    {
        await _workload.Restore();
        while (!_end.IsCancellationRequested)
        {
            var began = _clock.GetTimestamp();
            var reason = await BeMember();
            if (_end.IsCancellationRequested) return;
            _workload.Lose(reason);
            await Task.Delay(_pause.After(_clock.GetElapsedTime(began)), _clock, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>Why it is none any more.</returns>
    private async Task<string> BeMember()
    {
        try
        {
            var system = ClusterMember.Start(_options.Member());
            var actor = system.ActorOf(JoinedSidecarActor.Props(_workload, DistributedPubSub.Get(system).Mediator), "sidecar");
            await system.WhenTerminated.WaitAsync(_end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!_end.IsCancellationRequested) return "the cluster gave this member up; it joins anew";
            await Leave(system, actor);
            return "this sidecar ends";
        }
        catch (MemberException e)
        {
            return e.Message;
        }
    }

    private static async Task Leave(ActorSystem system, IActorRef actor)
    {
        try
        {
            await actor.Ask(new JoinedSidecarActor.Message.Leave(), LeaveLimit);
            await ClusterMember.Leave(system).WaitAsync(LeaveLimit);
        }
        catch (Exception e) when (e is AskTimeoutException or TimeoutException)
        {
            _ = system.Terminate();
        }
    }
}
