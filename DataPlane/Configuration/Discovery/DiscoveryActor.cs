using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Time;
using Akka.Actor;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>
/// Follows a control plane: holds one stream to one of its servers, brings what comes into force, keeps it on disk. Without a control plane
/// everything goes on as it was.
/// </summary>
internal sealed class DiscoveryActor : UntypedActor, IWithTimers
{
    /// <summary>When a listener that could not be opened is tried again: its address may be free by then.</summary>
    private static readonly TimeSpan OpenAgainAfter = TimeSpan.FromSeconds(5);

    /// <summary>A configuration is not kept waiting for longer by a disk that hangs.</summary>
    private static readonly TimeSpan DiskPatience = TimeSpan.FromSeconds(5);

    /// <summary>Time is not looked at more often, whatever a control plane says of timeouts.</summary>
    private static readonly TimeSpan LookLeast = TimeSpan.FromMilliseconds(20);

    private readonly DiscoveryContext _context;
    private readonly DiscoverySettings _settings;
    private readonly DiscoveryState _state;
    private readonly DiscoveryKeeper _keeper;
    private readonly DiscoveryLink _link;
    private readonly UpdateTurn _turn = new();
    private readonly Quarantine _quarantine;
    private readonly DiscoverySecrets _secrets;
    private Bootstrap _statics;
    private DateTimeOffset? _keptAt;
    private string? _notKept;
    private bool _isLoaded, _mayRun;

    public DiscoveryActor(DiscoveryContext context)
    {
        (_context, _statics) = (context, context.Statics);
        (_quarantine, _secrets) = (new Quarantine(context.Settings.Read), new DiscoverySecrets(context.Secrets));
        _settings = context.Settings with { Read = _quarantine.Read };
        _state = new DiscoveryState(_settings, context.Statics, context.Clock.Now);
        var self = Self;
        _keeper = new DiscoveryKeeper(context.Settings.StateFolder, context.Clock, context.Random, problem => self.Tell(new Message.Written(problem)));
        _link = new DiscoveryLink(_settings, context.Random, context.Clock, happened => self.Tell(happened));
    }

    public abstract record Message
    {
        /// <summary>The file has changed. Answered with <see cref="SidecarActor.Message.Applied"/> or <see cref="Status.Failure"/>.</summary>
        public sealed record Replace(Bootstrap Statics) : Message;

        /// <summary>Follow no longer. Answered with <see cref="Ended"/> when all is written down.</summary>
        internal sealed record End : Message;

        internal sealed record Ended : Message;

        internal sealed record Loaded(KeptStart Start) : Message;
        internal sealed record Connect : Message;
        internal sealed record Expire : Message;

        internal sealed record Prove(KeptConfiguration Kept) : Message;

        /// <summary>What could not be written is to be written.</summary>
        internal sealed record Save : Message;

        /// <summary>What comes next is taken, even if it is older than what is in force.</summary>
        internal sealed record ForgetOrder : Message;

        internal sealed record OpenAgain : Message;

        internal sealed record Rehabilitate : Message;

        internal sealed record Applied(Bootstrap Whole, Bootstrap Statics, SidecarActor.Message.Applied Change) : Message;

        internal sealed record NotApplied(Bootstrap Whole, Bootstrap Statics, Exception Problem) : Message;

        /// <param name="Problem">Null when all is on disk.</param>
        internal sealed record Written(string? Problem) : Message;
    }

    public ITimerScheduler Timers { get; set; } = null!; // Set by Akka before the first message.

    public static Props Props(DiscoveryContext context) => Akka.Actor.Props.Create(() => new DiscoveryActor(context));

    protected override void PreStart()
    {
        var self = Self;
        _keeper.Load(start => self.Tell(new Message.Loaded(start)));
        Timers.StartSingleTimer("load", new Message.Loaded(KeptStart.Late), DiskPatience);
    }

    protected override void PostStop() => _link.Dispose();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Message.Loaded loaded:
                Begin(loaded.Start);
                break;
            case Message.Connect:
                _link.Connect(_state.Open());
                break;
            case DiscoveryStream.Event happened:
                if (_link.Owns(happened.Stream)) OnStream(happened);
                break;
            case Message.Applied applied:
                OnApplied(applied);
                break;
            case Message.NotApplied failed:
                OnNotApplied(failed);
                break;
            case Message.Replace replace:
                OnReplace(replace.Statics);
                break;
            case Message.Expire:
                _state.Expire(_context.Clock.Now);
                break;
            case Message.Prove prove:
                _keeper.Prove(prove.Kept);
                break;
            case Message.OpenAgain:
                _state.Release();
                _turn.Release();
                break;
            case Message.ForgetOrder:
                _state.ForgetOrder();
                Reconnect("whatever comes next is taken", TimeSpan.Zero);
                break;
            case Message.Rehabilitate:
                _quarantine.Refused = new HashSet<ByteString>();
                _keeper.Release();
                Reconnect("what was refused is asked for again");
                break;
            case Message.End:
                var left = _link.Leave();
                _ = Task.WhenAll(_keeper.Close(), left).PipeTo(Sender, success: () => new Message.Ended());
                Context.Stop(Self);
                return;
            case Message.Save:
                _keeper.Save();
                break;
            case Message.Written written:
                OnWritten(written.Problem);
                break;
            default:
                Unhandled(message);
                break;
        }
        _secrets.Take(_state.Ledger(DiscoveredType.Secret).Accepted, _turn.InForce, _context.Clock.Now);
        Run();
        if (_keeper.Begun() is { } begun) Timers.StartSingleTimer("prove", new Message.Prove(begun), BootGuard.ProvenAfter);
        Wake();
        Publish();
    }

    private void Begin(KeptStart start)
    {
        if (_isLoaded) return;
        _isLoaded = true;
        foreach (var remark in start.Remarks) _context.Report(new DiscoveryReport.Remark(remark));
        _quarantine.Refused = start.Refused;
        if (start.Refused.Count > 0) Timers.StartSingleTimer("rehabilitate", new Message.Rehabilitate(), Quarantine.Lasts);
        if (start.Kept is { } kept)
        {
            foreach (var problem in _state.Restore(kept.Resources, kept.Fence, _context.Clock.Now))
                _context.Report(new DiscoveryReport.Remark($"kept on disk, and not run: {problem}"));
            (_keptAt, _mayRun) = (kept.KeptAt, true);
            _keeper.Have(start, _state);
            _context.Report(new DiscoveryReport.Restored(kept.KeptAt));
        }
        Self.Tell(new Message.Connect());
    }

    private void OnWritten(string? problem)
    {
        if (_keeper.Hear(problem) is { } pause) Timers.StartSingleTimer("save", new Message.Save(), pause);
        if (problem == _notKept) return;
        _notKept = problem;
        _context.Report(new DiscoveryReport.Remark(problem is null ? "what runs is kept on disk again" : $"what runs is not kept on disk: {problem}"));
    }

    private void OnStream(DiscoveryStream.Event happened)
    {
        switch (happened)
        {
            case DiscoveryStream.Event.Opened:
                _link.Open();
                _context.Report(new DiscoveryReport.Connected(_link.Server));
                break;
            case DiscoveryStream.Event.Answered { Answer: var answer }:
                var step = _state.Receive(answer, _context.Clock.Now);
                if (step.Stale is null) _link.Hear(answer.ControlPlane);
                if (step.Stale is null) Tell(step.Questions);
                else Reconnect($"its answer is not taken: {step.Stale}");
                break;
            case DiscoveryStream.Event.Lost lost:
                Reconnect(lost.Reason);
                break;
        }
    }

    private void Tell(IReadOnlyList<DiscoveryQuestion> questions)
    {
        foreach (var question in questions)
        {
            _link.Ask(question);
            if (question.Problem is { } problem) _context.Report(new DiscoveryReport.Refused(_link.Server, problem));
        }
    }

    private void Reconnect(string reason, TimeSpan? after = null)
    {
        _state.Close();
        _context.Report(new DiscoveryReport.Lost(_link.Server, reason));
        var pause = _link.Lose(reason);
        Timers.StartSingleTimer("connect", new Message.Connect(), after ?? pause);
    }

    private void OnReplace(Bootstrap statics)
    {
        try
        {
            Tell(_state.Replace(statics, _context.Clock.Now));
            _turn.Wait(Sender);
        }
        catch (ResourceException e)
        {
            Sender.Tell(new Status.Failure(e));
        }
    }

    /// <summary>Brings into force what is to run and does not yet. What comes meanwhile waits, and goes together.</summary>
    private void Run()
    {
        if (_turn.IsApplying || !_isLoaded) return;
        _keeper.Note(_state);
        var whole = _state.Assemble(_context.Clock.Now);
        if (_state.Correct() is { } correction) Tell([correction]);
        _mayRun |= whole.StaticResources.Listeners.Count > 0 || (_state.IsSettled && _state.Warming.Count == 0);
        if (!_mayRun) _turn.Refuse(new ResourceException("configuration", "no control plane has answered yet; this comes into force with what it sends"));
        if (!_mayRun || !_turn.Begin(whole)) return;
        _state.Begin();
        var statics = _state.Source;
        _ = Apply(_keeper.Try(_state, _link.Identifier), whole).PipeTo(
            Self, success: change => new Message.Applied(whole, statics, change), failure: problem => new Message.NotApplied(whole, statics, problem));
    }

    /// <summary>When time alone changes something.</summary>
    private void Wake()
    {
        var next = Instant.Earlier(_state.NextExpiry, _context.Clock.Now + TimeSpan.FromHours(1)) - _context.Clock.Now;
        Timers.StartSingleTimer("expire", new Message.Expire(), next > LookLeast ? next : LookLeast);
    }

    private async Task<SidecarActor.Message.Applied> Apply(Task written, Bootstrap whole)
    {
        await written.WaitAsync(DiskPatience, _context.Clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await _context.Apply(whole);
    }

    private void OnApplied(Message.Applied applied)
    {
        _state.Confirm();
        _statics = applied.Statics;
        _keeper.Begin();
        _keptAt = _link.HasAnswered ? null : _keptAt;
        _context.Report(new DiscoveryReport.Applied(applied.Change));
        _turn.Succeed(applied.Whole, applied.Change);
    }

    private void OnNotApplied(Message.NotApplied failed)
    {
        Timers.StartSingleTimer("open-again", new Message.OpenAgain(), OpenAgainAfter);
        // One listener that cannot be opened stands in nobody's way. Of one of the file no control plane is told, but people are.
        if (failed.Problem.InnerException is ResourceException cause && _state.Withhold(cause, _turn.IsAsked, out var isNews))
        {
            if (isNews && _state.IsOfFile(cause)) _context.Report(new DiscoveryReport.Remark($"{cause.Message}; all else runs, and it is tried again"));
            _turn.Again();
            return;
        }
        _keeper.Withdraw();
        // Whoever asked for it has what it had before.
        if (_turn.IsAsked && ReferenceEquals(failed.Statics, _state.Source)) Tell(_state.Replace(_statics, _context.Clock.Now));
        _turn.Fail(failed.Whole, failed.Problem);
        _context.Report(new DiscoveryReport.Refused(_link.Server, failed.Problem.Message));
    }

    private void Publish() => _context.Publish(_link.Status with
    {
        Fence = _state.Fence,
        StaleAnswers = _state.StaleAnswers,
        KeptAt = _keptAt,
        NotKept = _notKept,
        IsSettled = _mayRun,
        Warming = _state.Warming,
        Types = _state.Types,
    });
}
