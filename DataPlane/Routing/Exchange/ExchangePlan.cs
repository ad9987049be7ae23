using System.Buffers;
using System.Net;
using System.Text;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Resilience.Budgets;
using ActorMesh.DataPlane.Routing.Actions;
using ActorMesh.DataPlane.Routing.Authorization;
using ActorMesh.DataPlane.Routing.Exchange.Attempts;
using ActorMesh.DataPlane.Routing.Filters;
using ActorMesh.DataPlane.Routing.Retrying;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>
/// Everything that is decided about one request before a byte of it goes on: its route, its cluster, its tries, or why it goes nowhere.
/// One object per connection, reused.
/// </summary>
internal sealed class ExchangePlan
{
    private readonly HttpService _service;
    private readonly ArrayBufferWriter<byte> _scratch = new(64);
    private readonly FastRandom _draws;
    private readonly ClientAddress _client;
    private readonly int _localPort;
    private RequestHash _hash;
    private bool _hasHash;
    private CompiledVirtualHost? _virtualHost;
    private BodyLimit _body;
    private FilterVerdict _verdict;

    /// <param name="remote">The peer of the client's connection.</param>
    /// <param name="local">What that peer connected to.</param>
    /// <param name="connection">What policies know of it; null for no more than its addresses.</param>
    /// <param name="seed">Of the draws made for the requests of this connection.</param>
    public ExchangePlan(HttpService service, EndPoint? remote, EndPoint? local, ulong seed, ConnectionFacts? connection = null)
    {
        _service = service;
        _draws = new FastRandom(seed);
        Configuration = service.Current;
        _client = new ClientAddress(remote);
        Facts.PeerAddress = _client.Peer;
        Facts.Connection = connection ?? new ConnectionFacts(remote, local);
        Facts.Clock = service.Clock;
        (Facts.Leases, Facts.Keys) = (service.Leases, service.Keys);
        _localPort = (local as IPEndPoint)?.Port ?? 0;
        Facts.LocalAddressAndPort = Encoding.ASCII.GetBytes(local?.ToString() ?? "");
    }

    /// <summary>What was in force when the request came.</summary>
    public HttpConfiguration Configuration { get; private set; }

    public ExchangeFacts Facts { get; } = new();

    public CompiledRoute? Route { get; private set; }

    /// <summary>Set when the request goes to a cluster.</summary>
    public ForwardAction? Forward { get; private set; }

    public ClusterChoice Choice { get; private set; }

    public UpstreamCluster? Cluster { get; private set; }

    /// <summary>From the end of the request to the end of the answer, all tries included; null for no limit.</summary>
    public TimeSpan? Timeout { get; private set; }

    public RetryPolicy Retries { get; private set; } = RetryPolicy.None;

    /// <summary>Attempts made so far.</summary>
    public int Attempts { get; private set; }

    /// <summary>What the request waits for before it is known where it goes; null for nothing.</summary>
    public LeaseWait? Wait => _verdict.Wait;

    /// <summary>How long the request is held before anything else is done with it.</summary>
    public TimeSpan Hold { get; private set; }

    /// <summary>What the held request is then refused with; null lets it go on.</summary>
    public Refusal? RefusalAfterHold { get; private set; }

    /// <summary>Drawn once per request: every share and weight that decides about it uses this number.</summary>
    public ulong Random { get; private set; }

    /// <summary>True when the client is sent to the path that its own was normalised to (path_with_escaped_slashes_action).</summary>
    public bool IsPathRedirect { get; private set; }

    /// <summary>True when the upgrade that the client offers goes on to the upstream.</summary>
    public bool KeepsUpgrade { get; private set; }

    /// <summary>Forgets the last request. Enough for one that is refused before anything is decided.</summary>
    public void Begin()
    {
        Configuration = _service.Current;
        (Route, Forward, Cluster, Choice, _hasHash, KeepsUpgrade, IsPathRedirect) = (null, null, null, default, false, false, false);
        _verdict = default;
        (Attempts, Hold, RefusalAfterHold, Retries) = (0, TimeSpan.Zero, null, RetryPolicy.None);
        Facts.StartTime = default;
        Facts.UpstreamHost = null;
        Facts.ResponseCode = 0;
        Facts.Cluster = null;
        Facts.HasControls = false;
        Facts.ForgetFilters();
    }

    /// <summary>Decides. Null means go on: to <see cref="Cluster"/>, or with <see cref="AnswerHere"/> when <see cref="Forward"/> is null.</summary>
    public Refusal? Decide(RequestHead head)
    {
        Begin();
        _client.Note(Facts, head.Headers, Configuration.Connection);
        var (status, reason) = RequestPolicy.Apply(head, Configuration.Connection, Facts, _draws);
        if (status != 0) return Refusal.BadRequest(status, reason);
        if (head.Authority.IsEmpty)
        {
            if (Configuration.Connection.DefaultHost.Length == 0) return Refusal.BadRequest(400, "missing_host_header");
            head.RewriteAuthority(Configuration.Connection.DefaultHost);
        }

        TargetRules.StripPort(head, Configuration.Connection.HostPortStripping, _localPort);
        if (!Configuration.Connection.Paths.IsOff)
        {
            if (TargetRules.NormalisePath(head, Configuration.Connection.Paths, _scratch, out var isRedirect) is { } bad) return bad;
            IsPathRedirect = isRedirect;
            if (isRedirect) return null;
        }

        Configuration.Routes.RemoveInternalOnlyHeaders(head.Headers);
        Random = _draws.Next();
        var match = Configuration.Routes.Match(head, Facts, Random);
        if (match.Route is null) return Miss(head, match);
        (_virtualHost, Route) = (match.VirtualHost, match.Route);
        Route.CountHit();
        if (Route.Outcome is ForwardAction target)
        {
            Choice = target.SelectCluster(head, Facts, Random);
            Facts.Cluster = Choice.Cluster;
        }

        if (Route.FiltersOf(Choice) is not { IsEmpty: false } filters) return Conclude(head);
        _verdict = filters.Apply(head, Facts, Random);
        return Heed(head);
    }

    /// <summary>Who may not come in is not told either which routes there are.</summary>
    private Refusal Miss(RequestHead head, in RouteResult match)
    {
        var guards = match.VirtualHost?.Guards ?? Configuration.Routes.Guards;
        if (guards.Apply(head, Facts, Random).Refusal is { } refusal) return refusal;
        return match.Miss == RouteMiss.NoVirtualHost ? Refusal.NoVirtualHost : Refusal.NoRoute;
    }

    /// <summary>Decides further about a request that waited; it may have to wait once more.</summary>
    /// <param name="isLate">It has waited for as long as it may.</param>
    public Refusal? Resume(RequestHead head, bool isLate)
    {
        _verdict = Route!.FiltersOf(Choice).Resume(_verdict, head, Facts, Random, isLate);
        return Heed(head);
    }

    private Refusal? Heed(RequestHead head)
    {
        if (Wait is not null) return null;
        (Hold, RefusalAfterHold) = (_verdict.Delay, _verdict.Refusal);
        return Hold == TimeSpan.Zero && _verdict.Refusal is { } refusal ? refusal : Conclude(head);
    }

    private Refusal? Conclude(RequestHead head)
    {
        var refused = Route!.Outcome is ForwardAction forward ? DecideForward(head, forward) : null;
        if (Facts.HasControls) head.Headers.Remove(KnownHeader.XEnvoy);
        return refused;
    }

    /// <summary>Takes what an attempt needs: the first time, and for each further one.</summary>
    /// <param name="tried">Endpoints that earlier attempts used.</param>
    /// <param name="allowance">What a further attempt was paid from.</param>
    /// <returns>Why there is no attempt; null when there is one.</returns>
    public Refusal? Open(AttemptHold hold, ReadOnlySpan<EndpointCell> tried, RetryAllowance? allowance = null)
    {
        var context = new PickContext(_draws, Random)
        {
            Hash = _hasHash ? _hash.Value : null, Attempt = Attempts, Tried = Retries.AvoidTried ? tried : default,
        };
        if (hold.Take(Cluster!, Forward!.Priority, allowance, context) is { } refusal) return refusal;
        Attempts++;
        return null;
    }

    /// <summary>Counts a part of the request's body. False: that is more than the route takes.</summary>
    public bool TakeBody(int length) => _body.TryAdd(length);

    /// <summary>The same attempt is made once more.</summary>
    public void CountReplay() => Attempts++;

    /// <summary>0 to below 1, for the wait before a retry.</summary>
    public double DrawForWait() => _draws.NextFraction();

    /// <summary>Makes the head that is sent on an attempt.</summary>
    /// <param name="timeLeft">What the upstream has for its answer; infinite for ever.</param>
    public void PrepareAttempt(RequestHead head, EndpointCell endpoint, TimeSpan timeLeft)
    {
        Facts.UpstreamHost = endpoint.Name;
        if (Attempts == 1) PrepareRequest(head);
        if (Forward!.AutoHostRewrite) Forward.RewriteHost(head, Encoding.ASCII.GetBytes(endpoint.Hostname), _scratch);
        if (_virtualHost!.IncludeRequestAttemptCount) AttemptCount.Set(head.Headers, Attempts);
        if (Configuration.Connection.SuppressEnvoyHeaders) Forward.ForgetOriginals(head);
        else DeadlineHeader.Set(head.Headers, timeLeft);
    }

    private void PrepareRequest(RequestHead head)
    {
        // Upstream, CONNECT needs the port that routing did without.
        if (head.Method == HttpMethod.Connect) head.RestorePort();
        Route!.PrepareRequest(head, Facts, Choice, _scratch);
    }

    /// <summary>The answer to a request that goes to no cluster: a redirect, or what its route says.</summary>
    public void AnswerHere(OwnAnswer answer, RequestHead head)
    {
        if (IsPathRedirect)
        {
            TargetRules.Redirect(answer, head, _scratch);
            return;
        }

        switch (Route!.Outcome)
        {
            case RedirectReply redirect:
                _scratch.ResetWrittenCount();
                redirect.WriteLocation(head, Facts, _scratch);
                var location = _scratch.WrittenSpan.ToArray();
                answer.Begin(redirect.Status, default, head.Method).Add("location"u8, location);
                break;
            case DirectReply direct:
                var headers = answer.Begin(direct.Status, direct.Body.Span, head.Method);
                if (!direct.Body.IsEmpty) headers.Add("content-type"u8, "text/plain"u8);
                break;
            default:
                answer.Begin(new Refusal(500, ResponseFlag.None, "non_forwarding_action", "", "The route is marked as non-forwarding."), head.Method);
                break;
        }
    }

    /// <summary>Changes the headers of the answer as listener and route say.</summary>
    public void PrepareAnswer(ResponseHead answer, RequestHead? request, HttpDate date, TimeSpan? upstreamTime)
    {
        Facts.ResponseCode = answer.Status;
        ResponsePolicy.Apply(answer.Headers, Configuration.Connection, date, upstreamTime);
        if (Route is null || request is null) return;
        if (Forward is not null && _virtualHost!.IncludeAttemptCountInResponse) AttemptCount.Set(answer.Headers, Math.Max(1, Attempts));
        Route.PrepareResponse(answer.Headers, request, Facts, Choice, _scratch);
        if (Route.FiltersOf(Choice) is { IsEmpty: false } filters) filters.PrepareAnswer(answer, Facts);
        if (_hasHash && _hash.HasNewCookies) Forward!.HashPolicies!.AddNewCookies(_hash, answer.Headers, _scratch);
    }

    private Refusal? DecideForward(RequestHead head, ForwardAction forward)
    {
        Cluster = Choice.Cluster is { } reference ? _service.Clusters.Find(reference.Name) : null;
        if (Cluster is null) return Refusal.NoCluster(forward.ClusterNotFoundStatus, Choice.Cluster?.Name ?? "");
        if (!MayUpgrade(head, forward)) return Refusal.UpgradeRefused;
        _body = new BodyLimit(forward.RequestBodyMax);
        if (_body.Begin(head) is { } tooLarge) return tooLarge;
        Forward = forward;
        var policy = RequestOverrides.Apply(head, forward, Facts.HasControls, Facts);
        Timeout = policy.Timeout;
        Retries = KeepsUpgrade || head.Method == HttpMethod.Connect ? RetryPolicy.None : policy.Retries;
        _hasHash = forward.HashPolicies is { } policies && policies.TryHash(head, Facts, out _hash);
        return null;
    }

    private bool MayUpgrade(RequestHead head, ForwardAction forward)
    {
        if (head.Method == HttpMethod.Connect) return Allows(forward, "CONNECT"u8, "CONNECT");
        if (!head.WantsUpgrade) return true;
        var type = head.Headers.Value(head.Headers.Find(KnownHeader.Upgrade));
        // A client that offers h2c gets HTTP/1.1: the offer is not one that must be taken (RFC 9110 section 7.8).
        if (System.Text.Ascii.EqualsIgnoreCase(type, "h2c"u8)) return true;
        KeepsUpgrade = Allows(forward, type, null);
        return KeepsUpgrade;
    }

    private bool Allows(ForwardAction forward, ReadOnlySpan<byte> type, string? name) =>
        forward.AllowsUpgrade(type) ?? Configuration.Connection.Upgrades.GetValueOrDefault(name ?? Encoding.ASCII.GetString(type));
}
