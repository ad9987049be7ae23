using ActorMesh.Cli.Sidecars.Reporting;
using ActorMesh.DataPlane;
using ActorMesh.DataPlane.Configuration;
using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.DataPlane.Identity;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Identity;
using ActorMesh.Runtime.Membership;
using ActorMesh.Runtime.Time;
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

    /// <summary>A membership that lasted so long was a good one.</summary>
    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(1);

    private readonly JoinOptions _options;
    private readonly Sidecar _sidecar;
    private readonly TimeProvider _clock;
    private readonly JoinedWorkload _workload;
    private readonly ReconnectDelay _delay = new(new Random(), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
    private readonly CancellationTokenSource _end = new();
    private readonly Task _life;
    private readonly JoinedBootstrap _bootstrap;
    private readonly Action<DiscoveryReport> _report;
    private readonly WorkloadIdentity? _member;
    private readonly StateLock? _lock;
    private volatile IActorRef? _actor;

    private JoinedControlPlane(JoinOptions options, Sidecar sidecar, Action<DiscoveryReport> report, TimeProvider clock)
    {
        (_options, _sidecar, _report, _clock, _lock) = (options, sidecar, report, clock, StateLock.Take(options.Self.StateFolder));
        _bootstrap = new JoinedBootstrap(sidecar.Apply);
        var answered = new AnsweredSince(() => sidecar.Status);
        _workload = new JoinedWorkload(options, Apply, answered.Take, report, clock) { Deny = denied => sidecar.Secrets.Workloads.Denied = denied };
        if (!options.Self.IsInsecure)
        {
            var folder = options.Self.StateFolder is { } state ? Path.Combine(state, "member") : null;
            _member = sidecar.IdentifyHost(new IdentitySettings(options.Issuers, folder, options.MemberTokenFile), new IdentityReports(report).Hear);
        }
        _life = Live();
    }

    public DiscoveryStatus Status => _workload.Status;

    /// <summary>How to join one, once there is a sidecar.</summary>
    public static Func<Sidecar, Action<DiscoveryReport>, IControlPlane> With(JoinOptions options, TimeProvider clock) =>
        (sidecar, report) => new JoinedControlPlane(options, sidecar, report, clock);

    /// <summary>There are no resources of the sidecar's own: what is in force is looked at again.</summary>
    public Task<SidecarActor.Message.Applied> Replace(Bootstrap statics) => _bootstrap.Again();

    public void AcceptOlder() => _workload.ForgetOrder();

    /// <summary>It stays a member while requests under way end: their limits are asked for among the members.</summary>
    public async Task Leave()
    {
        if (_actor is not { } actor) return; // No member just now.
        try
        {
            await actor.Ask(new JoinedSidecarActor.Message.Leave(), LeaveLimit);
        }
        catch (AskTimeoutException)
        {
            // The others see it go when it ends.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _life;
        await _workload.Kept;
        _end.Dispose();
        _bootstrap.Dispose();
        _lock?.Dispose();
    }

    private async Task<SidecarActor.Message.Applied> Apply(WorkloadState state) =>
        await _bootstrap.Apply(await Task.Run(() => PackedBootstrap.Unpack(state)));

    private async Task Live()
    {
        await _workload.Restore();
        while (!_end.IsCancellationRequested)
        {
            var began = _clock.GetTimestamp();
            var reason = await BeMember();
            if (_end.IsCancellationRequested) return;
            _workload.Lose(reason);
            if (_clock.GetElapsedTime(began) >= Lasting) _delay.Succeed();
            await Task.Delay(_delay.Fail(), _clock, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>Why it is none any more.</returns>
    private async Task<string> BeMember()
    {
        try
        {
            var system = ClusterMember.Start(_options.Member(await Tls()));
            _actor = system.ActorOf(JoinedSidecarActor.Props(_workload, DistributedPubSub.Get(system).Mediator), "sidecar");
            ClusterMember.WhenUp(system, () => _sidecar.UseLimiter(MemberLeases.Of(system, new Random())));
            await system.WhenTerminated.WaitAsync(_end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!_end.IsCancellationRequested)
            {
                _actor = null;
                return "the cluster gave this member up; it joins anew";
            }

            await Leave(system);
            return "this sidecar ends";
        }
        catch (MemberException e)
        {
            return e.Message;
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            return "this sidecar ends";
        }
    }

    /// <summary>Waits for the certificate of a member. It is read by each membership anew.</summary>
    private async Task<MemberTls?> Tls()
    {
        if (_member is not { } member) return null;
        await member.Had.WaitAsync(_end.Token);
        return new MemberTls(
            member.Svid!.Tls.Certificate, () => member.Svid!.Bundle.Roots, () => [.. member.Svid!.Tls.Intermediates], _sidecar.Secrets.Workloads,
            new RefusedPeers(line => _report(new DiscoveryReport.Remark(line)), _clock));
    }

    private async Task Leave(ActorSystem system)
    {
        try
        {
            await Leave();
            await ClusterMember.Leave(system).WaitAsync(LeaveLimit);
        }
        catch (TimeoutException)
        {
            _ = system.Terminate();
        }
    }
}
