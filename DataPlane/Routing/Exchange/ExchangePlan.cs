using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Text;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Actions;
using ActorMesh.DataPlane.Routing.Matching;
using ActorMesh.DataPlane.Routing.Paths;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>
/// Everything that is decided about one request before a byte of it goes on: its route, its cluster, its endpoint, or why it goes nowhere.
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
    private bool _isCounted;
    private ClusterLimits? _limits;
    private CompiledVirtualHost? _virtualHost;
    private int _attempts;

    /// <param name="remote">The peer of the client's connection.</param>
    /// <param name="local">What that peer connected to.</param>
    /// <param name="seed">Of the draws made for the requests of this connection.</param>
    public ExchangePlan(HttpService service, EndPoint? remote, EndPoint? local, ulong seed)
    {
        _service = service;
        _draws = new FastRandom(seed);
        Configuration = service.Current;
        _client = new ClientAddress(remote);
        Facts.PeerAddress = _client.Peer;
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

    public EndpointCell? Endpoint { get; private set; }

    /// <summary>Where connections to the endpoint come from, for a request of this route's priority.</summary>
    public UpstreamPool Pool => Endpoint!.PoolOf(Forward!.Priority);

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
        (Route, Forward, Cluster, Endpoint, Choice, _hasHash, KeepsUpgrade, IsPathRedirect) = (null, null, null, null, default, false, false, false);
        _attempts = 1;
        Facts.StartTime = default;
        Facts.UpstreamHost = null;
        Facts.ResponseCode = 0;
    }

    /// <summary>Decides. Null means go on: to <see cref="Endpoint"/>, or with <see cref="AnswerHere"/> when <see cref="Forward"/> is null.</summary>
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

        StripPort(head, Configuration.Connection.HostPortStripping);
        if (!Configuration.Connection.Paths.IsOff)
        {
            if (NormalisePath(head) is { } bad) return bad;
            if (IsPathRedirect) return null;
        }

        Configuration.Routes.RemoveInternalOnlyHeaders(head.Headers);
        Random = _draws.Next();
        var match = Configuration.Routes.Match(head, Facts, Random);
        if (match.Route is null) return match.Miss == RouteMiss.NoVirtualHost ? Refusal.NoVirtualHost : Refusal.NoRoute;
        (_virtualHost, Route) = (match.VirtualHost, match.Route);
        Route.CountHit();
        return Route.Outcome is ForwardAction forward ? DecideForward(head, forward) : null;
    }

    /// <summary>The answer to a request that goes to no cluster: a redirect, or what its route says.</summary>
    public void AnswerHere(OwnAnswer answer, RequestHead head)
    {
        if (IsPathRedirect)
        {
            RedirectToNormalPath(answer, head);
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

    /// <summary>The request that is written there goes out once more.</summary>
    public void CountAttempt(Span<byte> written)
    {
        _attempts++;
        if (_virtualHost!.IncludeRequestAttemptCount) AttemptCount.Renew(written, _attempts);
    }

    /// <summary>Changes the headers of the answer as listener and route say.</summary>
    public void PrepareAnswer(ResponseHead answer, RequestHead? request, HttpDate date, TimeSpan? upstreamTime)
    {
        Facts.ResponseCode = answer.Status;
        ResponsePolicy.Apply(answer.Headers, Configuration.Connection, date, upstreamTime);
        if (Route is null || request is null) return;
        if (Forward is not null && _virtualHost!.IncludeAttemptCountInResponse) AttemptCount.Set(answer.Headers, _attempts);
        Route.PrepareResponse(answer.Headers, request, Facts, Choice, _scratch);
        if (_hasHash && _hash.HasNewCookies) Forward!.HashPolicies!.AddNewCookies(_hash, answer.Headers, _scratch);
    }

    /// <summary>The exchange has ended: endpoint and limits no longer count it.</summary>
    public void Release()
    {
        if (!_isCounted) return;
        _isCounted = false;
        Endpoint!.End();
        _limits!.RemoveRequest();
    }

    private void StripPort(RequestHead head, HostPortStripping which)
    {
        if (which == HostPortStripping.None || head.AuthorityIsRewritten) return;
        var authority = head.Authority;
        var colon = AuthorityName.PortStart(authority);
        if (colon < 0 || !Utf8Parser.TryParse(authority[(colon + 1)..], out int port, out _)) return;
        if (which == HostPortStripping.Any || port == _localPort) head.StripPort(authority.Length - colon);
    }

    private Refusal? NormalisePath(RequestHead head)
    {
        if (head.Method == HttpMethod.Connect || head.Target[0] != (byte)'/') return null;
        _scratch.ResetWrittenCount();
        var verdict = Configuration.Connection.Paths.Normalise(head.Target, _scratch);
        if (verdict == PathVerdict.Rejected) return Refusal.BadRequest(400, "path_normalization_failed");
        if (verdict != PathVerdict.Unchanged) head.RewriteTarget(_scratch.WrittenSpan);
        IsPathRedirect = verdict == PathVerdict.Redirect;
        return null;
    }

    private void RedirectToNormalPath(OwnAnswer answer, RequestHead head)
    {
        _scratch.ResetWrittenCount();
        // A reference that begins with two slashes names another host (RFC 3986 section 4.2); the dot segment keeps it a path of this one.
        if (head.Target.StartsWith("//"u8)) _scratch.Write("/."u8);
        _scratch.Write(head.Target);
        var fields = answer.Begin(307, default, head.Method);
        fields.Add("location"u8, _scratch.WrittenSpan);
        fields.Add("x-actormesh-reason"u8, "path_normalized"u8);
    }

    private Refusal? DecideForward(RequestHead head, ForwardAction forward)
    {
        Choice = forward.SelectCluster(head, Facts, Random);
        Cluster = Choice.Cluster is { } reference ? _service.Clusters.Find(reference.Name) : null;
        if (Cluster is null) return Refusal.NoCluster(forward.ClusterNotFoundStatus, Choice.Cluster?.Name ?? "");
        if (!MayUpgrade(head, forward)) return Refusal.UpgradeRefused;
        Forward = forward;
        _hasHash = forward.HashPolicies is { } policies && policies.TryHash(head, Facts, out _hash);
        _limits = Cluster.LimitsOf(forward.Priority);
        if (!_limits.TryAddRequest()) return Overflow();
        if (Pick() is { } refusal)
        {
            _limits.RemoveRequest();
            return refusal;
        }

        _isCounted = true;
        Endpoint!.Begin();
        Cluster.Counters.Requested();
        Facts.UpstreamHost = Endpoint.Name;
        // Upstream, CONNECT needs the port that routing did without.
        if (head.Method == HttpMethod.Connect) head.RestorePort();
        Route!.PrepareRequest(head, Facts, Choice, _scratch);
        if (forward.AutoHostRewrite) forward.RewriteHost(head, Encoding.ASCII.GetBytes(Endpoint.Hostname), _scratch);
        if (_virtualHost!.IncludeRequestAttemptCount) AttemptCount.Set(head.Headers, _attempts);
        if (Configuration.Connection.SuppressEnvoyHeaders) forward.ForgetOriginals(head);
        return null;
    }

    private Refusal Overflow()
    {
        Cluster!.Counters.Overflowed();
        return Refusal.Overflow;
    }

    private Refusal? Pick()
    {
        var pick = Cluster!.Pick(new PickContext(_draws, Random) { Hash = _hasHash ? _hash.Value : null });
        Endpoint = pick.Endpoint;
        if (pick.InPanic) Cluster.Counters.PickedInPanic();
        if (pick.IsPicked) return null;
        if (pick.Outcome == PickOutcome.NoHealthyUpstream)
        {
            Cluster.Counters.FoundNoneHealthy();
            return Refusal.NoHealthyUpstream;
        }

        Cluster.Counters.WasDropped();
        return pick.Outcome == PickOutcome.DroppedUnconditionally ? Refusal.DroppedUnconditionally : Refusal.Dropped;
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
