using System.Collections.ObjectModel;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using ActorMesh.Runtime.Time;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>
/// Follows a control plane by the rules of xDS v3: what to ask, what to accept, what to refuse and why, and what is to run. Pure.
/// Nothing that was accepted is lost but by the word of a control plane.
/// </summary>
internal sealed class DiscoveryState
{
    private readonly DiscoverySettings _settings;
    private readonly ResourceLedger[] _ledgers;
    private readonly DiscoveryDialect[] _dialects;
    private readonly DiscoveryAssembly _assembly;
    private readonly Dictionary<DiscoveredResource, string> _withheld = [];
    private readonly Dictionary<DiscoveredResource, string> _tried = [];
    private readonly ResourceNeeds _needs;
    private readonly Instant _start;
    private IReadOnlyList<DiscoveredResource> _begun = [];
    private IReadOnlyList<string> _listenerProblems = [];
    private DiscoveryAnswer? _answered;
    private Statics _statics;
    private DiscoveryFence? _fence;

    public DiscoveryState(DiscoverySettings settings, Bootstrap statics, Instant now)
    {
        _settings = settings;
        _needs = new ResourceNeeds(settings.ClusterName, settings.IsOwnSecret, settings.ComesWithIdentity);
        _assembly = new DiscoveryAssembly(settings.Node.Cluster);
        _ledgers = [.. DiscoveredTypes.All.Select(type => new ResourceLedger(type, type.HasWildcard))];
        _dialects = [.. _ledgers.Select(ledger => new DiscoveryDialect(ledger, settings.IsDelta))];
        if (!settings.AsksForClusters) Ledger(DiscoveredType.Cluster).Settle();
        if (!settings.AsksForListeners) Ledger(DiscoveredType.Listener).Settle();
        _start = now;
        _statics = Statics.Of(statics, _needs);
        Want(now);
    }

    /// <summary>The newest of what was taken; null when no control plane of ours has answered.</summary>
    public DiscoveryFence? Fence => _fence;

    /// <summary>Answers that were refused because they were older than what is in force.</summary>
    public long StaleAnswers { get; private set; }

    /// <summary>What stands in the file.</summary>
    public Bootstrap Source => _statics.Source;

    public IReadOnlyList<string> Warming => _assembly.Warming;

    public IReadOnlyList<ResourceLedger> Ledgers => _ledgers;

    /// <summary>Listeners that are here and cannot be opened, by name, and why. Their last good form runs on.</summary>
    public IReadOnlyDictionary<string, string> Held { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How it stands with each type.</summary>
    public IReadOnlyList<DiscoveredTypeStatus> Types =>
        [.. _ledgers.Select(ledger => DiscoveredTypeStatus.Of(ledger, ledger.Type == DiscoveredType.Listener ? Held : ReadOnlyDictionary<string, string>.Empty))];

    /// <summary>Whether it is known, or no longer waited for, what there is to run.</summary>
    public bool IsSettled => _ledgers.All(ledger => ledger.IsSettled);

    private DiscoveryCounts Counts(DiscoveredType type) => Ledger(type).Counts;

    public ResourceLedger Ledger(DiscoveredType type) => _ledgers[(int)type];

    /// <summary>A stream is there, and knows of nothing.</summary>
    public IReadOnlyList<DiscoveryQuestion> Open()
    {
        // What is sent again can be refused again.
        foreach (var held in Held.Keys) Ledger(DiscoveredType.Listener).ForgetVersion(held);
        foreach (var type in DiscoveredTypes.All) _dialects[(int)type] = new DiscoveryDialect(Ledger(type), _settings.IsDelta);
        return [.. DiscoveredTypes.All.Where(IsFollowed).Select(type => _dialects[(int)type].Ask()).OfType<DiscoveryQuestion>()];
    }

    /// <summary>The stream has ended.</summary>
    public void Close()
    {
        foreach (var ledger in _ledgers.Where(ledger => IsFollowed(ledger.Type) && (ledger.IsWildcard || ledger.Wanted.Count > 0)))
            (ledger.Counts.Attempts, ledger.Counts.Failures) = (ledger.Counts.Attempts + 1, ledger.Counts.Failures + 1);
    }

    public DiscoveryStep Receive(DiscoveryAnswer answer, Instant now)
    {
        if (!IsFollowed(answer.Type)) return new DiscoveryStep([]);
        var fence = DiscoveryFence.Find(answer.ControlPlane);
        if (fence < _fence)
        {
            StaleAnswers++;
            return new DiscoveryStep([], $"it is older ({fence}) than what is in force ({_fence}), as of a node that was left behind; where the control plane has lost its journal, apply the mesh with --above-epoch {_fence?.Epoch}, or POST /accept_older");
        }

        var problems = new AnswerReader(Ledger(answer.Type), Check, _settings.IsDelta).Take(answer);
        _fence = fence ?? _fence;
        var more = Want(now);
        if (answer.Type == DiscoveredType.Listener)
        {
            (_listenerProblems, _answered) = (problems, answer);
            Assemble(now);
            problems = ListenerProblems();
        }
        var counts = Counts(answer.Type);
        counts.Attempts++;
        if (problems.Count == 0) counts.Successes++;
        else counts.Rejections++;
        return new DiscoveryStep([_dialects[(int)answer.Type].Confirm(answer.Nonce, answer.Version, Refusal.Of(problems)), .. more]);
    }

    /// <summary>What was said of listeners, where it is not so any more: some cannot be opened after all, or can again.</summary>
    public DiscoveryQuestion? Correct()
    {
        var correction = _dialects[(int)DiscoveredType.Listener].Correct(Refusal.Of(ListenerProblems()));
        if (correction?.Problem is not null) Counts(DiscoveredType.Listener).Rejections++;
        return correction;
    }

    /// <summary>What comes next is taken, even if it is older than what was taken before.</summary>
    public void ForgetOrder() => _fence = null;

    /// <summary>What was kept from an earlier life.</summary>
    /// <returns>What of it is not taken, and why.</returns>
    public IReadOnlyList<string> Restore(IEnumerable<(DiscoveredType Type, Any Body)> resources, DiscoveryFence? fence, Instant now)
    {
        _fence = fence;
        var problems = new List<string>();
        foreach (var group in resources.GroupBy(resource => resource.Type).OrderBy(group => group.Key))
        {
            var answer = new DiscoveryAnswer(group.Key, "", "", [.. group.Select(resource => new DiscoveryAnswer.Item("", resource.Body))], [], "");
            problems.AddRange(new AnswerReader(Ledger(group.Key), Check, isDelta: false).Take(answer));
            Want(now);
        }
        foreach (var ledger in _ledgers) ledger.Settle();
        return problems;
    }

    /// <summary>Time has passed.</summary>
    /// <returns>Whether something is not waited for any longer.</returns>
    public bool Expire(Instant now)
    {
        var hasChanged = false;
        foreach (var ledger in _ledgers)
        {
            hasChanged |= ledger.Expire(now).Count > 0;
            if (ledger.IsSettled || now < SettleBy(ledger)) continue;
            ledger.Settle();
            ledger.Counts.TimedOut++;
            hasChanged = true;
        }
        return hasChanged;
    }

    /// <summary>When <see cref="Expire"/> has something to do next.</summary>
    public Instant NextExpiry => Instant.Earlier(
        _assembly.NextLeave,
        _ledgers.Min(ledger => ledger.IsSettled ? ledger.NextExpiry : Instant.Earlier(ledger.NextExpiry, SettleBy(ledger))));

    /// <summary>What stands in the file has changed.</summary>
    /// <exception cref="ResourceException">It asks for something somewhere else.</exception>
    public IReadOnlyList<DiscoveryQuestion> Replace(Bootstrap statics, Instant now)
    {
        _statics = Statics.Of(statics, _needs);
        return Want(now);
    }

    /// <summary>Whether what is to blame stands in the file.</summary>
    public bool IsOfFile(ResourceException cause) => _statics.Listeners.Any(one => cause.Resource == $"listener '{one.Name}'");

    /// <summary>A listener cannot be opened: it is left out, or its last good form runs on, until it is sent anew or <see cref="Release"/>.</summary>
    /// <param name="cause">Names the listener and says why.</param>
    /// <param name="isAsked">Whether somebody waits to hear that all of the file is in force: then none of it is left out.</param>
    /// <param name="isNews">False when it was tried again and fails for the same reason.</param>
    /// <returns>Whether it is left out now.</returns>
    public bool Withhold(ResourceException cause, bool isAsked, out bool isNews)
    {
        isNews = true;
        if (Listeners().FirstOrDefault(one => cause.Resource == $"listener '{one.Name}'") is not { } listener || (listener.IsStatic && isAsked)) return false;
        isNews = !_tried.Remove(listener, out var before) || before != cause.Problem;
        return _withheld.TryAdd(listener, cause.Problem);
    }

    /// <summary>What could not be opened is tried again.</summary>
    public void Release()
    {
        foreach (var (resource, reason) in _withheld) _tried[resource] = reason;
        _withheld.Clear();
    }

    /// <summary>All that is to run, with what it asked for in it.</summary>
    public Bootstrap Assemble(Instant now)
    {
        foreach (var resource in _withheld.Keys.Concat(_tried.Keys).Where(IsGone).ToList()) (_, _) = (_withheld.Remove(resource), _tried.Remove(resource));
        var whole = _assembly.Assemble(
            _statics.Source, [.. Clusters()], Listeners().Where(listener => listener.Message is not Listener { Address: null }),
            Ledger(DiscoveredType.Endpoints), Ledger(DiscoveredType.Routes), Ledger(DiscoveredType.Secret), Ledger(DiscoveredType.Cluster).IsSettled, _withheld, now);
        var held = new Dictionary<string, string>(_assembly.Held, StringComparer.Ordinal);
        // Whether it can be opened this time is not known yet.
        foreach (var (resource, reason) in _tried) held.TryAdd(resource.Name, reason);
        Held = held;
        return whole;
    }

    /// <summary>What was assembled last is on its way to be in force.</summary>
    public void Begin()
    {
        _assembly.Begin();
        _begun = [.. _tried.Keys];
    }

    /// <summary>What was begun is in force.</summary>
    public void Confirm()
    {
        _assembly.Confirm();
        foreach (var opened in _begun) _tried.Remove(opened);
    }

    private bool IsGone(DiscoveredResource listener) => !Listeners().Contains(listener);

    /// <summary>Of the last answer: by difference, what others brought is not its fault, and what stands in the file never is.</summary>
    private List<string> ListenerProblems() =>
    [
        .. _listenerProblems,
        .. from held in Held
           where !_statics.ListenerNames.Contains(held.Key)
           where !_settings.IsDelta || (_answered?.Resources.Any(item => ResourceCheck.NameOf(item.Body, DiscoveredType.Listener) == held.Key) ?? false)
           orderby held.Key
           select $"listener '{held.Key}': {held.Value}",
    ];

    private Instant SettleBy(ResourceLedger ledger) => _start + (ledger.Type == DiscoveredType.Cluster ? _settings.ClusterPatience : _settings.ListenerPatience);

    private bool IsFollowed(DiscoveredType type) => type switch
    {
        DiscoveredType.Cluster => _settings.AsksForClusters,
        DiscoveredType.Listener => _settings.AsksForListeners,
        _ => true,
    };

    // What stands in the file stays: a control plane cannot put something else in its place.
    private IEnumerable<DiscoveredResource> Clusters() =>
        _statics.Clusters.Concat(Ledger(DiscoveredType.Cluster).Accepted.Values.Where(one => !_statics.ClusterNames.Contains(one.Name)));

    private IEnumerable<DiscoveredResource> Listeners() =>
        _statics.Listeners.Concat(Ledger(DiscoveredType.Listener).Accepted.Values.Where(one => !_statics.ListenerNames.Contains(one.Name)));

    private List<DiscoveryQuestion> Want(Instant now)
    {
        var questions = new List<DiscoveryQuestion>();
        var all = Clusters().Concat(Listeners()).SelectMany(asker => asker.Needs).ToLookup(need => need.Type);
        foreach (var type in DiscoveredTypes.All.Where(type => !type.HasWildcard))
        {
            var needs = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
            foreach (var need in all[type]) needs.TryAdd(need.Name, need.Patience);
            if (Ledger(type).Want(needs, now) && _dialects[(int)type].Ask() is { } question) questions.Add(question);
        }
        return questions;
    }

    private DiscoveredResource Check(string name, Any body, DiscoveredType type) =>
        new ResourceCheck(_settings.Read, _needs, _settings.Node.Cluster).Check(
            name, body, type,
            routes => (RouteConfiguration?)Ledger(DiscoveredType.Routes).Accepted.GetValueOrDefault(routes)?.Message,
            routes => Listeners().Where(listener => listener.Needs.Any(need => need.Type == DiscoveredType.Routes && need.Name == routes)).Select(listener => (Listener)listener.Message)
                .Where(listener => listener.Address is not null));

    /// <summary>The resources that stand in the file.</summary>
    private sealed record Statics(Bootstrap Source, IReadOnlyList<DiscoveredResource> Clusters, IReadOnlyList<DiscoveredResource> Listeners)
    {
        public HashSet<string> ClusterNames { get; } = Clusters.Select(one => one.Name).ToHashSet(StringComparer.Ordinal);

        public HashSet<string> ListenerNames { get; } = Listeners.Select(one => one.Name).ToHashSet(StringComparer.Ordinal);

        public static Statics Of(Bootstrap bootstrap, ResourceNeeds needs)
        {
            var resources = bootstrap.StaticResources ?? new Bootstrap.Types.StaticResources();
            return new(
                bootstrap,
                [.. resources.Clusters.Select(cluster => new DiscoveredResource(cluster.Name, new Any(), cluster, needs.Of(cluster)))],
                [.. resources.Listeners.Select(listener => new DiscoveredResource(listener.Name, new Any(), listener, needs.Of(listener)))]);
        }
    }
}
