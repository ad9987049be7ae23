using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Time;
using Akka.Actor;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>
/// Follows a control plane: holds one stream to one of its servers, brings what comes into force, keeps it on disk. Without a control plane
/// everything goes on as it was.
/// </summary>
internal sealed class DiscoveryActor : UntypedActor, IWithTimers
{
    /// <summary>How long a process lives with a configuration before that counts as proven.</summary>
    private static readonly TimeSpan ProvenAfter = TimeSpan.FromSeconds(10);

    /// <summary>When a listener that could not be opened is tried again: its address may be free by then.</summary>
    private static readonly TimeSpan OpenAgainAfter = TimeSpan.FromSeconds(5);

    /// <summary>How long resources are refused that ended the process.</summary>
    private static readonly TimeSpan Quarantine = TimeSpan.FromMinutes(5);

    private readonly DiscoveryContext _context;
    private readonly DiscoverySettings _settings;
    private readonly DiscoveryState _state;
    private readonly DiscoveryKeeper _keeper;
    private readonly DiscoveryLink _link;
    private readonly List<IActorRef> _askers = [];
    private IReadOnlySet<Any> _suspects = new HashSet<Any>();
    private Bootstrap? _inForce;
    private Bootstrap? _failed;
    private DateTimeOffset? _keptAt;
    private bool _isApplying;
    private bool _mayRun;

    public DiscoveryActor(DiscoveryContext context)
    {
        _context = context;
        _settings = context.Settings with { Read = Read };
        _state = new DiscoveryState(_settings, context.Statics, context.Clock.Now);
        var self = Self;
        _keeper = new DiscoveryKeeper(context.Settings.StateFolder, problem => self.Tell(new Message.NotKept(problem)));
        _link = new DiscoveryLink(_settings, context.Random, context.Clock, happened => self.Tell(happened));
        _mayRun = context.Statics.StaticResources is { Listeners.Count: > 0 };
    }

    public abstract record Message
    {
        /// <summary>The file has changed. Answered with <see cref="SidecarActor.Message.Applied"/> or <see cref="Status.Failure"/>.</summary>
        public sealed record Replace(Bootstrap Statics) : Message;

        /// <summary>Follow no longer. Answered with <see cref="Ended"/> when all is written down.</summary>
        internal sealed record End : Message;

        internal sealed record Ended : Message;

        internal sealed record Loaded(KeptConfiguration? Kept, IReadOnlyList<string> Remarks, IReadOnlySet<Any> Suspects) : Message;

        internal sealed record Connect : Message;

        internal sealed record Expire : Message;

        internal sealed record Prove : Message;

        internal sealed record OpenAgain : Message;

        internal sealed record Rehabilitate : Message;

        internal sealed record Applied(Bootstrap Whole, SidecarActor.Message.Applied Change) : Message;

        internal sealed record NotApplied(Bootstrap Whole, Exception Problem) : Message;

        internal sealed record NotKept(string Reason) : Message;
    }

    public ITimerScheduler Timers { get; set; } = null!; // Set by Akka before the first message.

    public static Props Props(DiscoveryContext context) => Akka.Actor.Props.Create(() => new DiscoveryActor(context));

    protected override void PreStart()
    {
        var self = Self;
        _keeper.Load((kept, remarks, suspects) => self.Tell(new Message.Loaded(kept, remarks, suspects)));
    }

    protected override void PostStop() => _link.Dispose();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Message.Loaded loaded:
                Begin(loaded);
                break;
            case Message.Connect:
                _link.Connect(_state.Open());
                break;
            case DiscoveryStream.Event happened when _link.Owns(happened.Stream):
                OnStream(happened);
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
            case Message.Prove:
                _keeper.Prove();
                if (_keeper.IsTrying) Timers.StartSingleTimer("prove", new Message.Prove(), ProvenAfter);
                break;
            case Message.OpenAgain:
                _state.Release();
                _failed = null;
                break;
            case Message.Rehabilitate:
                _suspects = new HashSet<Any>();
                Reconnect("what was refused is asked for again");
                break;
            case Message.End:
                var left = _link.Leave();
                _ = Task.WhenAll(_keeper.Close(), left).PipeTo(Sender, success: () => new Message.Ended());
                Context.Stop(Self);
                return;
            case Message.NotKept notKept:
                _context.Report(new DiscoveryReport.Remark(notKept.Reason));
                break;
            case DiscoveryStream.Event:
                break;
            default:
                Unhandled(message);
                break;
        }
        Run();
        Wake();
        Publish();
    }

    private void Begin(Message.Loaded loaded)
    {
        foreach (var remark in loaded.Remarks) _context.Report(new DiscoveryReport.Remark(remark));
        if (loaded.Kept is { } kept)
        {
            foreach (var problem in _state.Restore(kept.Resources, kept.Fence, _context.Clock.Now))
                _context.Report(new DiscoveryReport.Remark($"kept on disk, and not run: {problem}"));
            (_keptAt, _mayRun) = (kept.KeptAt, true);
            _keeper.Have(_state);
            _context.Report(new DiscoveryReport.Restored(kept.KeptAt));
        }
        _suspects = loaded.Suspects;
        if (_suspects.Count > 0) Timers.StartSingleTimer("rehabilitate", new Message.Rehabilitate(), Quarantine);
        if (_keeper.IsTrying) Timers.StartSingleTimer("prove", new Message.Prove(), ProvenAfter);
        Self.Tell(new Message.Connect());
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
                if (step.Stale is { } stale) Reconnect($"its answer is not taken: {stale}");
                else Tell(step.Questions);
                _link.Hear(answer.ControlPlane);
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

    private void Reconnect(string reason)
    {
        _state.Close();
        _context.Report(new DiscoveryReport.Lost(_link.Server, reason));
        Timers.StartSingleTimer("connect", new Message.Connect(), _link.Lose(reason));
    }

    private void OnReplace(Bootstrap statics)
    {
        try
        {
            Tell(_state.Replace(statics, _context.Clock.Now));
            _askers.Add(Sender);
            _mayRun = true;
            (_inForce, _failed) = (null, null);
        }
        catch (ResourceException e)
        {
            Sender.Tell(new Status.Failure(e));
        }
    }

    /// <summary>Brings into force what is to run and does not yet. What comes meanwhile waits, and goes together.</summary>
    private void Run()
    {
        if (_isApplying) return;
        var whole = _state.Assemble(_context.Clock.Now);
        _mayRun |= _state.IsSettled && _state.Warming.Count == 0;
        if (!_mayRun || IsSettled(whole)) return;
        _isApplying = true;
        var written = _keeper.Try(_state, _link.Identifier, _context.Clock.GetUtcNow());
        if (_keeper.IsTrying && !Timers.IsTimerActive("prove")) Timers.StartSingleTimer("prove", new Message.Prove(), ProvenAfter);
        _ = Apply(written, whole).PipeTo(Self);
    }

    /// <summary>When time alone changes something.</summary>
    private void Wake()
    {
        var next = Instant.Earlier(_state.NextExpiry, _context.Clock.Now + TimeSpan.FromHours(1)) - _context.Clock.Now;
        Timers.StartSingleTimer("expire", new Message.Expire(), next > TimeSpan.Zero ? next : TimeSpan.Zero);
    }

    private async Task<Message> Apply(Task written, Bootstrap whole)
    {
        await written;
        try
        {
            return new Message.Applied(whole, await _context.Apply(whole));
        }
        catch (Exception e)
        {
            return new Message.NotApplied(whole, e);
        }
    }

    private void OnApplied(Message.Applied applied)
    {
        (_isApplying, _inForce) = (false, applied.Whole);
        _state.Confirm();
        _keptAt = _link.HasAnswered ? null : _keptAt;
        _context.Report(new DiscoveryReport.Applied(applied.Change));
        foreach (var asker in _askers) asker.Tell(applied.Change);
        _askers.Clear();
    }

    private void OnNotApplied(Message.NotApplied failed)
    {
        _isApplying = false;
        foreach (var asker in _askers) asker.Tell(new Status.Failure(failed.Problem));
        _askers.Clear();
        Timers.StartSingleTimer("open-again", new Message.OpenAgain(), OpenAgainAfter);
        // One listener that cannot be opened stands in nobody's way.
        if (failed.Problem.InnerException is ResourceException { Resource: var resource, Problem: var problem } && NameOf(resource) is { } listener
            && _state.Withhold(listener, problem, out var protest))
        {
            if (protest is not null) Tell([protest]);
            return;
        }
        _failed = failed.Whole;
        _context.Report(new DiscoveryReport.Refused(_link.Server, failed.Problem.Message));
    }

    private static string? NameOf(string resource) =>
        resource.StartsWith("listener '", StringComparison.Ordinal) ? resource["listener '".Length..^1] : null;

    /// <summary>Whether it runs already, or was found a moment ago not to run.</summary>
    private bool IsSettled(Bootstrap whole) => IsSame(whole, _inForce) || IsSame(whole, _failed);

    private static bool IsSame(Bootstrap whole, Bootstrap? other) =>
        other is { } before
        && before.StaticResources.Clusters.SequenceEqual(whole.StaticResources.Clusters, ReferenceEqualityComparer.Instance)
        && before.StaticResources.Listeners.SequenceEqual(whole.StaticResources.Listeners, ReferenceEqualityComparer.Instance);

    private Google.Protobuf.IMessage Read(Any body, DiscoveredType type) => _suspects.Contains(body)
        ? throw new ResourceException(type.Noun, $"ended the process more than once, soon after it ran; it is refused for {Quarantine.TotalMinutes:0} min, or until it changes")
        : _context.Settings.Read(body, type);

    private void Publish() => _context.Publish(_link.Status with
    {
        Fence = _state.Fence,
        StaleAnswers = _state.StaleAnswers,
        KeptAt = _keptAt,
        IsSettled = _mayRun,
        Warming = _state.Warming,
        Types = [.. _state.Ledgers.Select(DiscoveredTypeStatus.Of)],
    });
}
