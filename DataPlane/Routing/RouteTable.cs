using System.Text;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Authorization;
using ActorMesh.DataPlane.Routing.Compiling;
using ActorMesh.DataPlane.Routing.Filters;
using ActorMesh.DataPlane.Routing.Matching;
using ActorMesh.DataPlane.Routing.Tokens;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Routing;

/// <summary>
/// All routes of a listener, compiled once per update and never changed: a request finds its route by lookups and comparisons of bytes
/// alone.
/// </summary>
public sealed class RouteTable
{
    private readonly DomainMap _domains;
    private readonly HeaderSource? _virtualHostHeader;
    private readonly bool _ignorePort;
    private readonly bool _ignorePathParameters;
    private readonly byte[][] _internalOnlyHeaders;

    internal RouteTable(
        RouteConfiguration source, IReadOnlyList<CompiledVirtualHost> hosts,
        IReadOnlyList<(DomainPattern, CompiledVirtualHost)> domains, ClusterReferences clusters,
        IReadOnlyList<RequestFilter> filters)
    {
        Name = source.Name;
        VirtualHosts = hosts;
        Clusters = clusters;
        Filters = filters;
        _domains = new DomainMap(domains, source.IgnorePortInHostMatching);
        _virtualHostHeader = source.VhostHeader.Length == 0 ? null : new HeaderSource(source.VhostHeader);
        _ignorePort = source.IgnorePortInHostMatching;
        _ignorePathParameters = source.IgnorePathParametersInPathMatching;
        _internalOnlyHeaders = [.. source.InternalOnlyHeaders.Select(Encoding.ASCII.GetBytes)];
    }

    public string Name { get; }

    public IReadOnlyList<CompiledVirtualHost> VirtualHosts { get; }

    /// <summary>Every cluster that the table names.</summary>
    public ClusterReferences Clusters { get; }

    /// <summary>The local rate limits, as they are now: of the listener, then of its parts.</summary>
    public IReadOnlyList<LimitStatus> Limits => [.. Filters.OfType<RateLimitFilter>().Where(filter => filter.DoesAnything).Select(filter => filter.Status)];

    /// <summary>The fault filters, as they are now: of the listener, then of its parts.</summary>
    public IReadOnlyList<FaultStatus> Faults => [.. Filters.OfType<FaultFilter>().Where(filter => filter.DoesAnything).Select(filter => filter.Status)];

    /// <summary>Where access is decided, as it is now: at the listener, then at its parts.</summary>
    public IReadOnlyList<AccessStatus> Accesses => [.. Filters.OfType<AuthorizationFilter>().Where(filter => filter.DoesAnything).Select(filter => filter.Status)];

    /// <summary>Where tokens are asked for, as it is now.</summary>
    public IReadOnlyList<TokenStatus> Tokens => [.. Filters.OfType<TokenFilter>().Where(filter => filter.DoesAnything).Select(filter => filter.Status)];

    /// <summary>Where the keys are fetched from that tokens are signed by.</summary>
    public IReadOnlyList<KeyOrigin> KeyOrigins => [.. Filters.OfType<TokenFilter>().SelectMany(filter => filter.KeyOrigins).Distinct()];

    /// <summary>Decide who may do what where there is no virtual host.</summary>
    internal RequestFilters Guards { get; init; } = RequestFilters.None;

    /// <summary>Whether requests are counted in limits of the whole mesh.</summary>
    public bool HasGlobalLimits => Filters.Any(filter => filter is GlobalRateLimitFilter);

    /// <summary>Every filter of the listener, of each place that configures it.</summary>
    internal IReadOnlyList<RequestFilter> Filters { get; }

    /// <summary>Compiles a configuration.</summary>
    /// <exception cref="RouteTableException">The configuration is not valid; lists every problem with its field path.</exception>
    public static RouteTable Compile(RouteConfiguration configuration, RouteTableOptions? options = null) =>
        RouteTableCompiler.Compile(configuration, options ?? new RouteTableOptions());

    /// <summary>Finds the route of a request. Allocates nothing.</summary>
    /// <param name="head">The request, normalised.</param>
    /// <param name="facts">What else is known of it.</param>
    /// <param name="random">Drawn once per request: the same number gives the same route.</param>
    public RouteResult Match(RequestHead head, ExchangeFacts facts, ulong random)
    {
        var host = FindVirtualHost(head, facts);
        if (host is null) return default;
        if (host.MustRedirectToTls(head, facts)) return new RouteResult(host, host.RedirectToTls);
        var input = new MatchInput(head, facts, random, _ignorePathParameters);
        return new RouteResult(host, host.Find(in input));
    }

    /// <summary>Tells how <see cref="Match"/> decides and why each earlier route was passed over.</summary>
    public RouteExplanation Explain(RequestHead head, ExchangeFacts facts, ulong random)
    {
        var authority = AuthorityText(head.Authority);
        var host = FindVirtualHost(head, facts);
        if (host is null)
            return new RouteExplanation(
                authority, null, $"no virtual host of \"{Name}\" serves \"{authority}\"", [], RouteMiss.NoVirtualHost);
        if (host.MustRedirectToTls(head, facts))
            return new RouteExplanation(authority, host.Name, "require_tls: the client did not use https", [], RouteMiss.None);
        var steps = new List<RouteStep>();
        var input = new MatchInput(head, facts, random, _ignorePathParameters);
        foreach (var route in host.Routes)
        {
            var reason = route.ExplainMiss(in input);
            steps.Add(new RouteStep(route.Name, reason is null, reason ?? route.Path.Wanted));
            if (reason is null)
                return new RouteExplanation(
                    authority, host.Name, $"route \"{route.Name}\" is the first that matches", steps, RouteMiss.None);
        }
        return new RouteExplanation(authority, host.Name, $"no route of \"{host.Name}\" matches", steps, RouteMiss.NoRoute);
    }

    /// <summary>Names of the routes that match as well but are never asked, because an earlier one took the request.</summary>
    public IReadOnlyList<string> Covered(RequestHead head, ExchangeFacts facts, ulong random)
    {
        if (Match(head, facts, random) is not { VirtualHost: { } host, Route: { } taken } || taken == host.RedirectToTls) return [];
        List<string> covered = [];
        var input = new MatchInput(head, facts, random, _ignorePathParameters);
        foreach (var route in host.Routes)
            if (route.Index > taken.Index && route.Matches(in input)) covered.Add(route.Name);
        return covered;
    }

    /// <summary>Removes the headers that only internal callers may send (internal_only_headers).</summary>
    public void RemoveInternalOnlyHeaders(HeaderBlock headers)
    {
        foreach (var name in _internalOnlyHeaders) headers.Remove(name);
    }

    /// <summary>
    /// Lets the filters go on where those of the table before are: nobody's bucket is filled by an update. Call it once, before this table gets
    /// its first request.
    /// </summary>
    internal void TakeOver(RouteTable before, Instant now)
    {
        if (ReferenceEquals(this, before)) return;
        var left = before.Filters.ToList();
        foreach (var filter in Filters)
        {
            var previous = left.Find(other => (other.Name, other.Place) == (filter.Name, filter.Place));
            if (previous is null) continue;
            left.Remove(previous);
            filter.TakeOver(previous, now);
        }
    }

    private CompiledVirtualHost? FindVirtualHost(RequestHead head, ExchangeFacts facts)
    {
        if (_virtualHostHeader is null) return _domains.Find(head.Authority);
        return _virtualHostHeader.TryGetFirst(head, facts, out var name) ? _domains.Find(name) : null;
    }

    private string AuthorityText(ReadOnlySpan<byte> authority) =>
        Encoding.UTF8.GetString(AuthorityName.Normalise(authority, _ignorePort, new byte[authority.Length]));
}
