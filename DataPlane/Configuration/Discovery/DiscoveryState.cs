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
    private readonly DiscoveryAssembly _assembly = new();
    private readonly HashSet<DiscoveredResource> _withheld = [];
    private readonly ResourceNeeds _needs;
    private readonly Instant _settleBy;
    private Statics _statics;
    private DiscoveryFence? _fence;

    public DiscoveryState(DiscoverySettings settings, Bootstrap statics, Instant now)
    {
        _settings = settings;
        _needs = new ResourceNeeds(settings.ClusterName);
        _ledgers = [.. DiscoveredTypes.All.Select(type => new ResourceLedger(type, type.HasWildcard))];
        _dialects = [.. _ledgers.Select(ledger => new DiscoveryDialect(ledger, settings.IsDelta))];
        if (!settings.AsksForClusters) Ledger(DiscoveredType.Cluster).Settle();
        if (!settings.AsksForListeners) Ledger(DiscoveredType.Listener).Settle();
        _settleBy = now + settings.Patience;
        _statics = Statics.Of(statics, _needs);
        Want(now);
    }

    /// <summary>The newest of what was taken; null when no control plane of ours has answered.</summary>
    public DiscoveryFence? Fence => _fence;

    /// <summary>Answers that were refused because they were older than what is in force.</summary>
    public long StaleAnswers { get; private set; }

    public IReadOnlyList<string> Warming => _assembly.Warming;

    public IReadOnlyList<ResourceLedger> Ledgers => _ledgers;

    /// <summary>Whether it is known, or no longer waited for, what there is to run.</summary>
    public bool IsSettled => _ledgers.All(ledger => ledger.IsSettled);

    private DiscoveryCounts Counts(DiscoveredType type) => Ledger(type).Counts;

    public ResourceLedger Ledger(DiscoveredType type) => _ledgers[(int)type];

    /// <summary>A stream is there, and knows of nothing.</summary>
    public IReadOnlyList<DiscoveryQuestion> Open()
    {
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
            return new DiscoveryStep([], $"it is older ({fence}) than what is in force ({_fence})");
        }

        var counts = Counts(answer.Type);
        counts.Attempts++;
        var problems = Take(answer, _settings.IsDelta);
        if (problems.Count == 0) counts.Successes++;
        else counts.Rejections++;
        if (problems.Count == 0) Ledger(answer.Type).Confirm(answer.Version);
        _fence = fence ?? _fence;
        var confirmation = _dialects[(int)answer.Type].Confirm(answer.Nonce, Refusal.Of(problems));
        return new DiscoveryStep([confirmation, .. Want(now)]);
    }

    /// <summary>What was kept from an earlier life.</summary>
    /// <returns>What of it is not taken, and why.</returns>
    public IReadOnlyList<string> Restore(IEnumerable<(DiscoveredType Type, Any Body)> resources, DiscoveryFence? fence, Instant now)
    {
        _fence = fence;
        var problems = new List<string>();
        foreach (var group in resources.GroupBy(resource => resource.Type).OrderBy(group => group.Key))
        {
            var answer = new DiscoveryAnswer(group.Key, "", "", [.. group.Select(resource => new DiscoveryAnswer.Item("", resource.Body))], [], "");
            problems.AddRange(Take(answer, isDelta: false));
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
            if (ledger.IsSettled || now < _settleBy) continue;
            ledger.Settle();
            ledger.Counts.TimedOut++;
            hasChanged = true;
        }
        return hasChanged;
    }

    /// <summary>When <see cref="Expire"/> has something to do next.</summary>
    public Instant NextExpiry => Instant.Earlier(
        Instant.Earlier(IsSettled ? Instant.Never : _settleBy, _assembly.NextLeave), _ledgers.Min(ledger => ledger.NextExpiry));

    /// <summary>What stands in the file has changed.</summary>
    /// <exception cref="ResourceException">It asks for something somewhere else.</exception>
    public IReadOnlyList<DiscoveryQuestion> Replace(Bootstrap statics, Instant now)
    {
        _statics = Statics.Of(statics, _needs);
        return Want(now);
    }

    /// <summary>A listener cannot be opened: it is left out, or its last good form runs on, until it is sent anew or <see cref="Release"/>.</summary>
    /// <param name="protest">What is said of it; null when nobody can be told, or was told already.</param>
    /// <returns>Whether it is left out now; one that stands in the file is not.</returns>
    public bool Withhold(string listener, string reason, out DiscoveryQuestion? protest)
    {
        var ledger = Ledger(DiscoveredType.Listener);
        protest = null;
        if (!ledger.Accepted.TryGetValue(listener, out var resource) || _statics.ListenerNames.Contains(listener) || !_withheld.Add(resource)) return false;
        if (ledger.Refused.GetValueOrDefault(listener) == reason) return true;
        ledger.Refuse(listener, reason);
        ledger.Counts.Rejections++;
        protest = _dialects[(int)DiscoveredType.Listener].Protest(Refusal.Of([$"listener '{listener}': {reason}"])!);
        return true;
    }

    /// <summary>What could not be opened is tried again.</summary>
    public void Release() => _withheld.Clear();

    /// <summary>All that is to run, with what it asked for in it.</summary>
    public Bootstrap Assemble(Instant now)
    {
        _withheld.RemoveWhere(resource => Ledger(DiscoveredType.Listener).Accepted.GetValueOrDefault(resource.Name) != resource);
        return _assembly.Assemble(
            _statics.Source, Clusters(), Listeners().Where(listener => listener.Message is not Listener { Address: null }),
            Ledger(DiscoveredType.Endpoints), Ledger(DiscoveredType.Routes), Ledger(DiscoveredType.Cluster).IsSettled, _withheld, now);
    }

    /// <summary>What was assembled last is in force.</summary>
    public void Confirm() => _assembly.Confirm();

    private IReadOnlyList<string> Take(DiscoveryAnswer answer, bool isDelta)
    {
        var ledger = Ledger(answer.Type);
        if (answer.Type != DiscoveredType.Listener) return new AnswerReader(ledger, Check, isDelta).Take(answer);
        var before = new Dictionary<string, DiscoveredResource>(ledger.Accepted, StringComparer.Ordinal);
        var problems = new AnswerReader(ledger, Check, isDelta).Take(answer);
        return [.. problems, .. SharedAddresses.Settle(ledger, before, _statics.Listeners)];
    }

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
        foreach (var (type, askers) in new[] { (DiscoveredType.Endpoints, Clusters()), (DiscoveredType.Routes, Listeners()) })
        {
            var needs = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
            foreach (var need in askers.SelectMany(asker => asker.Needs)) needs.TryAdd(need.Name, need.Patience);
            if (Ledger(type).Want(needs, now) && _dialects[(int)type].Ask() is { } question) questions.Add(question);
        }
        return questions;
    }

    private DiscoveredResource Check(string name, Any body, DiscoveredType type) =>
        new ResourceCheck(_settings.Read, _needs, _settings.Node.Cluster).Check(
            name, body, type,
            routes => (RouteConfiguration?)Ledger(DiscoveredType.Routes).Accepted.GetValueOrDefault(routes)?.Message,
            routes => Listeners().Where(listener => listener.Needs.Any(need => need.Name == routes)).Select(listener => (Listener)listener.Message)
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
