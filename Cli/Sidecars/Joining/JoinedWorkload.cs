using ActorMesh.Cli.Sidecars.Reporting;
using ActorMesh.DataPlane;
using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.Runtime.Boot;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.Cli.Sidecars.Joining;

/// <summary>What a joined sidecar is and runs, over all its memberships. One at a time uses it, but for <see cref="Status"/> and <see cref="ForgetOrder"/>.</summary>
/// <param name="apply">Brings a bootstrap into force, or throws.</param>
/// <param name="count">What was answered since it was last asked.</param>
internal sealed class JoinedWorkload(
    JoinOptions options, Func<WorkloadState, Task<SidecarActor.Message.Applied>> apply, Func<AnsweredCount> count, Action<DiscoveryReport> report, TimeProvider clock)
{
    private readonly WorkloadFence _fence = new();
    private readonly WorkloadFile? _file = options.Self.StateFolder is { } folder ? new WorkloadFile(folder) : null;
    private readonly string _servers = string.Join(',', options.Seeds);
    private volatile DiscoveryStatus _status = new(string.Join(',', options.Seeds), IsConnected: false, clock.GetUtcNow(), "", LastError: null);
    private string _problem = "";
    private DenyList _denied = DenyList.Empty;
    private bool _isLeaving;
    private volatile bool _takesOlder;
    private Task _keeping = Task.CompletedTask;

    public string Service => options.Self.Service;

    /// <summary>Told who is let in nowhere, as soon as that is known and whenever it changes; on any thread.</summary>
    public Action<DenyList> Deny { get; init; } = static _ => { };

    public DiscoveryStatus Status => _status;

    /// <summary>Ends, in any case well, when what was in force last is on the disk.</summary>
    public Task Kept => _keeping;

    /// <summary>Brings into force what was kept on disk, if anything was.</summary>
    public async Task Restore()
    {
        if (_file is not { } file) return;
        try
        {
            if (await OwnThread.Run(file.Read) is not { } kept) return;
            Take(kept.Denied);
            var applied = await apply(kept);
            _fence.Accept(kept);
            Show(_status with { KeptAt = file.KeptAt, IsSettled = true });
            report(new DiscoveryReport.Restored(file.KeptAt));
            report(new DiscoveryReport.Applied(applied));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or DataPlane.Configuration.ResourceException or TimeoutException)
        {
            report(new DiscoveryReport.Remark(e.Message));
        }
    }

    /// <summary>What is told next is taken, even if it is older than what runs.</summary>
    public void ForgetOrder() => _takesOlder = true;

    public WorkloadVerdict Hear(WorkloadState told)
    {
        if (_takesOlder)
        {
            _takesOlder = false;
            _fence.Forget();
        }

        var verdict = _fence.Judge(told);
        if (verdict == WorkloadVerdict.Stale) Show(_status with { StaleAnswers = _fence.StaleCount });
        if (verdict is WorkloadVerdict.Stale or WorkloadVerdict.Older) return verdict;
        Take(told.Denied);
        if (!_status.IsConnected) report(new DiscoveryReport.Connected(_servers));
        Show(_status with
        {
            IsConnected = true,
            Since = _status.IsConnected ? _status.Since : clock.GetUtcNow(),
            AnsweredAt = clock.GetUtcNow(),
            Identifier = $"actormesh epoch={told.Epoch} sequence={told.Sequence}",
        });
        if (verdict == WorkloadVerdict.Nothing && told.Problem != _problem) report(new DiscoveryReport.Refused(_servers, told.Problem));
        _problem = told.Problem;
        if (verdict == WorkloadVerdict.Known) Confirm(told);
        return verdict;
    }

    public async Task Apply(WorkloadState state)
    {
        var applied = await apply(state);
        report(new DiscoveryReport.Applied(applied));
    }

    /// <param name="refusal">Why it cannot be run; null when it runs.</param>
    public void Finish(WorkloadState state, string? refusal)
    {
        if (refusal is null)
        {
            _fence.Accept(state);
            Keep(_fence.InForce!);
        }
        else
        {
            _fence.Refuse(state, refusal);
            report(new DiscoveryReport.Refused(_servers, refusal));
        }
        Show(_status with { IsSettled = true, KeptAt = refusal is null ? null : _status.KeptAt });
    }

    public WorkloadHeartbeat Heartbeat()
    {
        var counted = count();
        var heartbeat = new WorkloadHeartbeat
        {
            Proxy = options.Self.NodeId, Service = options.Self.Service, Agent = $"actormesh/{ProgramVersion.Short}", Requests = counted.Requests, Failures = counted.Failures, Plain = counted.Plain,
            IsLeaving = _isLeaving,
        };
        _fence.Describe(heartbeat);
        if (Registration() is { } registration) heartbeat.Registration = registration;
        return heartbeat;
    }

    /// <summary>The first of those that say that it is no endpoint any more.</summary>
    public WorkloadHeartbeat GoodBye()
    {
        _isLeaving = true;
        return Heartbeat();
    }

    /// <summary>Time goes by.</summary>
    public void Look()
    {
        if (!_isLeaving && _status is { IsConnected: true, AnsweredAt: { } at } && clock.GetUtcNow() - at > WorkloadTopics.SilenceMax) Lose("no control node has answered since");
    }

    /// <summary>No control node is there; what runs goes on.</summary>
    public void Lose(string reason)
    {
        report(new DiscoveryReport.Lost(_servers, reason));
        Show(_status with { IsConnected = false, Since = _status.IsConnected ? clock.GetUtcNow() : _status.Since, LastError = reason });
    }

    // Also beside what cannot be run: then what is in force is kept with it.
    private void Take(IReadOnlyList<string> denied)
    {
        if (_denied.Peers.SequenceEqual(denied.Order(StringComparer.Ordinal), StringComparer.Ordinal)) return;
        Deny(_denied = new DenyList(denied));
        if (_fence.Deny(denied) is { } running) Keep(running);
    }

    private void Confirm(WorkloadState told)
    {
        var (before, version) = (_fence.Newest, _fence.InForce?.MeshVersion);
        _fence.Confirm(told);
        // The order is kept too: what was refused before a restart is refused after it.
        if (_fence.InForce is { } running && (_fence.Newest.Epoch != before.Epoch || running.MeshVersion != version)) Keep(running);
        Show(_status with { KeptAt = null });
    }

    private FleetRegistration? Registration()
    {
        var self = options.Self;
        if (self.Advertised is not { } address) return null;
        var registration = new FleetRegistration { Address = address.Address.ToString(), Port = address.Port, Zone = self.Zone ?? "", Weight = self.Weight };
        foreach (var (name, value) in self.Labels) registration.Labels[name] = value;
        return registration;
    }

    /// <summary>One after the other, on a thread of its own: what came last lies on the disk in the end.</summary>
    private void Keep(WorkloadState state)
    {
        if (_file is not { } file) return;
        var kept = state.Clone();
        _keeping = _keeping.ContinueWith(_ => Write(file, kept), CancellationToken.None, TaskContinuationOptions.LongRunning, TaskScheduler.Default);
    }

    private void Write(WorkloadFile file, WorkloadState kept)
    {
        try
        {
            file.Write(kept);
        }
        catch (Exception e)
        {
            report(new DiscoveryReport.Remark(e.Message));
        }
    }

    private void Show(DiscoveryStatus status) => _status = status with { Fence = _fence.Newest == default ? null : _fence.Newest };
}
