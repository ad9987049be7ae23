using System.Net;
using System.Numerics;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Endpoints.Probing;
using ActorMesh.DataPlane.Resilience.Breaking;
using ActorMesh.DataPlane.Resilience.Ejection;
using ActorMesh.DataPlane.Security;
using ActorMesh.Runtime.Time;
using Akka.Actor;
using Akka.Event;

namespace ActorMesh.DataPlane.Clusters;

/// <summary>
/// Owns a cluster's membership: resolves names, keeps an actor for each endpoint, ejects outliers, and publishes the view that streams read.
/// </summary>
/// <remarks>An endpoint that stays keeps its actor, its connections and its counters, whatever else changes.</remarks>
public sealed class ClusterActor : UntypedActor, IWithTimers
{
    private readonly UpstreamCluster _cluster;
    private readonly TimeProvider _clock;
    private readonly FastRandom _random;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly ClusterRoster _roster;
    private readonly Dictionary<string, IReadOnlyList<IPAddress>> _resolved = new(StringComparer.Ordinal);
    private readonly ResolutionWaits _waits;
    private readonly ClusterEjection _ejection;
    private readonly ClusterChecks _checks;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private ClusterSettings? _published;
    private IActorRef? _breaker;
    private bool _isWarm;
    private int _generation;

    public ClusterActor(UpstreamCluster cluster, TimeProvider clock, ulong seed, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        _cluster = cluster;
        _clock = clock;
        _random = new FastRandom(seed);
        _waits = new ResolutionWaits(new FastRandom(~seed));
        _ejection = new ClusterEjection(cluster, clock, new FastRandom(BitOperations.RotateLeft(seed, 32)).NextFraction, _log);
        _checks = new ClusterChecks(cluster, clock, _log);
        _roster = new ClusterRoster(Enlist, gone => Context.Stop(gone.Actor));
        _resolve = resolve;
    }

    public abstract record Message
    {
        /// <summary>The cluster has its first view, and has asked each of its endpoints how it is if it asks them at all. Told to the parent.</summary>
        public sealed record Warm(string Cluster) : Message;

        /// <summary>The cluster's configuration changed. Endpoints that stay keep their connections unless how those are made changed.</summary>
        public sealed record Reconfigure(ClusterSettings Settings) : Message;

        /// <summary>Time to look at who may return, and at rates.</summary>
        internal sealed record CompareEndpoints : Message
        {
            public static readonly CompareEndpoints Instance = new();
        }

        /// <summary>Time to give endpoints that warm up more.</summary>
        internal sealed record GiveMore : Message
        {
            public static readonly GiveMore Instance = new();
        }

        internal sealed record Resolve(string Host) : Message;

        internal sealed record Resolved(string Host, IPAddress[] Addresses) : Message;

        internal sealed record ResolveFailed(string Host, Exception Cause) : Message;
    }

    public ITimerScheduler Timers { get; set; } = null!; // Set by Akka before the first message.

    private ClusterSettings Settings => _cluster.Settings;

    private IEnumerable<string> Hosts => Settings.Sources.Select(source => source.Host).Distinct(StringComparer.Ordinal);

    private bool AllResolved => Hosts.All(_resolved.ContainsKey);

    public static Props Props(UpstreamCluster cluster, TimeProvider clock, ulong seed, Func<string, CancellationToken, Task<IPAddress[]>> resolve) =>
        Akka.Actor.Props.Create(() => new ClusterActor(cluster, clock, seed, resolve));

    protected override void PreStart()
    {
        DetectOutliers();
        KeepBreaker();
        Begin();
    }

    private void Begin()
    {
        foreach (var host in Hosts)
            if (IPAddress.TryParse(host, out var literal)) _resolved[host] = [literal];
        if (AllResolved) Publish();
        else ResolveNames();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Message.Reconfigure change:
                Reconfigure(change.Settings);
                break;
            case Message.Resolve again:
                if (Hosts.Contains(again.Host)) Resolve(again.Host);
                break;
            case Message.Resolved resolved:
                OnResolved(resolved.Host, DnsAnswer.Usable(resolved.Addresses, Settings.DnsFamily));
                break;
            case Message.ResolveFailed failed:
                _log.Warning("cluster {0}: {1} does not resolve: {2} The addresses known before stay in use.", _cluster.Name, failed.Host, failed.Cause.Message);
                OnResolved(failed.Host, addresses: null);
                break;
            case EndpointActor.Message.Suspect suspect:
                if (_roster.Find(suspect.Cell) is { } struck) Carry(_ejection.Strike(struck.Host, suspect.Edges)); // Else it has left.
                break;
            case EndpointActor.Message.Checked heard:
                if (_roster.Find(heard.Cell) is { } endpoint) Take(heard, endpoint);
                break;
            case Message.GiveMore:
                Show();
                break;
            case Message.CompareEndpoints:
                Carry(_ejection.Tick());
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Reconfigure(ClusterSettings settings)
    {
        var keepsConnections = settings.Pool == Settings.Pool;
        var keepsAnswers = (settings.Discovery, settings.DnsFamily, settings.DnsRefresh, settings.DnsFailureRefresh, settings.DnsFailureRefreshMax)
            == (Settings.Discovery, Settings.DnsFamily, Settings.DnsRefresh, Settings.DnsFailureRefresh, Settings.DnsFailureRefreshMax);
        var (outlier, checks) = (Settings.Outlier, Settings.HealthCheck);
        _cluster.Reconfigure(settings);
        if (outlier != settings.Outlier) DetectOutliers();
        KeepBreaker();
        if (!keepsConnections) _roster.RetireAll();
        else if (checks != settings.HealthCheck)
            foreach (var endpoint in _roster.All) endpoint.Actor.Tell(new EndpointActor.Message.Configure(settings.HealthCheck));
        foreach (var gone in _resolved.Keys.Except(Hosts).ToList()) _resolved.Remove(gone);
        Begin();
        if (!keepsAnswers) ResolveNames();
    }

    private void DetectOutliers()
    {
        Carry(_ejection.Configure());
        if (Settings.Outlier is { } outlier) Timers.StartPeriodicTimer("outlier", Message.CompareEndpoints.Instance, outlier.Interval);
        else Timers.Cancel("outlier");
    }

    /// <summary>Tells endpoints what was decided about them, and streams where to go.</summary>
    private void Carry(IReadOnlyList<EjectionDecision> decisions)
    {
        var changed = decisions.Where(decision => decision.Verdict is EjectionVerdict.Ejected or EjectionVerdict.Returned).ToList();
        foreach (var decision in changed)
            _roster.Find(decision.Host)?.Actor.Tell(new EndpointActor.Message.Ejection(_ejection.StandingOf(decision.Host)));
        if (changed.Count > 0) Show();
    }

    private void Take(EndpointActor.Message.Checked heard, ClusterEndpoint endpoint)
    {
        endpoint.Take(heard);
        _checks.Tell(heard);
        if (heard.HasPassed) Carry(_ejection.PassCheck(endpoint.Host));
        Show();
        TellWhenWarm();
    }

    /// <summary>A breaker lives as long as the configuration asks for one. Attempts under way report to the one that let them through.</summary>
    private void KeepBreaker()
    {
        if (Settings.Breaker is not { } settings)
        {
            if (_breaker is not null) Context.Stop(_breaker);
            (_breaker, _cluster.Breaker) = (null, null);
        }
        else if (_cluster.Breaker is { } gate)
        {
            if (gate.Settings != settings) gate.Change(settings);
        }
        else
        {
            _cluster.Breaker = new BreakerGate(settings, _clock, _random.Next());
            _breaker = Context.ActorOf(BreakerActor.Props($"cluster {_cluster.Name}", _cluster.Breaker), $"breaker-{_generation++}");
        }
    }

    private void ResolveNames()
    {
        foreach (var host in Hosts.Where(host => !IPAddress.TryParse(host, out _))) Resolve(host);
    }

    private void Resolve(string host) => _ = _resolve(host, CancellationToken.None).PipeTo(
        Self,
        success: addresses => new Message.Resolved(host, addresses),
        failure: cause => new Message.ResolveFailed(host, cause));

    /// <param name="addresses">Null after a failure: what was known before stays.</param>
    private void OnResolved(string host, IReadOnlyList<IPAddress>? addresses)
    {
        if (!Hosts.Contains(host)) return; // It left the configuration meanwhile.
        var isFailure = addresses is null || addresses.Count == 0;
        if (!isFailure) _resolved[host] = Settings.Discovery == ClusterDiscovery.LogicalDns ? [addresses![0]] : addresses!;
        else _resolved.TryAdd(host, []);
        Timers.StartSingleTimer(host, new Message.Resolve(host), _waits.Next(host, isFailure, Settings));
        if (AllResolved) Publish();
    }

    private void Publish()
    {
        var present = _roster.Assign(
            from source in Settings.Sources from address in _resolved[source.Host] select (source, new IPEndPoint(address, source.Port)));
        Carry(_ejection.Keep(present));
        Show();
        TellWhenWarm();
    }

    /// <summary>Publishes a view if it would be another than the last.</summary>
    private void Show()
    {
        var slowStart = Settings.Balancing.SlowStart;
        var members = _roster.Members(_clock.Now, slowStart);
        if (_published != Settings || _cluster.View is not { } view || !members.SequenceEqual(view.Members))
            _cluster.Publish(ClusterView.Build(Settings.Balancing, members, _random, Settings.LocalityWeights));
        _published = Settings;
        if (slowStart is not null && _roster.IsWarming) Timers.StartSingleTimer("warmth", Message.GiveMore.Instance, slowStart.Step);
    }

    private void TellWhenWarm()
    {
        if (_isWarm || !_roster.All.All(endpoint => endpoint.IsKnown)) return;
        _isWarm = true;
        Context.Parent.Tell(new Message.Warm(_cluster.Name));
    }

    private ClusterEndpoint Enlist(ClusterSource source, IPEndPoint endpoint, bool stoodWell)
    {
        var host = _ejection.HostOf(endpoint);
        var hostName = source.Hostname.Length > 0 ? source.Hostname : source.Host;
        var security = Settings.Pool.Tls is { } tls ? new UpstreamSecurity(tls, hostName, _cluster.Secrets) : null;
        var cell = new EndpointCell(endpoint.ToString(), endpoint, source.HashKey ?? endpoint.ToString())
        {
            Pool = new UpstreamPool(endpoint, _cluster.Limits, Settings.Pool, _clock) { Security = security },
            HighPool = new UpstreamPool(endpoint, _cluster.HighLimits, Settings.Pool, _clock) { Security = security },
            Hostname = hostName,
            Outlier = host.Cell,
            Ejection = _ejection.StandingOf(host),
        };
        var context = new CheckContext(_cluster.HealthChecks, _clock, new FastRandom(_random.Next()).NextFraction, () => _cluster.HasTraffic);
        var actor = cell.Owner = Context.ActorOf(EndpointActor.Props(cell, context, Settings.HealthCheck, stoodWell), $"endpoint-{_generation++}");
        var joinsRunning = _cluster.View is not null && Settings.HealthCheck is null && !stoodWell;
        return new ClusterEndpoint(cell, actor, host, isUnknown: Settings.HealthCheck is not null && !stoodWell) { WarmingSince = joinsRunning ? _clock.Now : null };
    }
}
