using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Filters;
using ActorMesh.DataPlane.Routing.Matching;
using ActorMesh.Runtime.Contracts.Envoy.Routes;

namespace ActorMesh.DataPlane.Routing;

/// <summary>The routes of a set of domains, in the order in which they are tried.</summary>
public sealed class CompiledVirtualHost
{
    private readonly PathIndex _index;
    private readonly CompiledRoute[] _connectRoutes;
    private readonly VirtualHost.Types.TlsRequirementType _requireTls;

    internal CompiledVirtualHost(VirtualHost source, int index, IReadOnlyList<CompiledRoute> routes, CompiledRoute redirectToTls)
    {
        Name = source.Name;
        Index = index;
        Domains = [.. source.Domains];
        Routes = routes;
        RedirectToTls = redirectToTls;
        IncludeRequestAttemptCount = source.IncludeRequestAttemptCount;
        IncludeAttemptCountInResponse = source.IncludeAttemptCountInResponse;
        _requireTls = source.RequireTls;
        _index = new PathIndex([.. routes.Where(route => route.Path is not ConnectPath)]);
        _connectRoutes = [.. routes.Where(route => route.Path is ConnectPath)];
    }

    public string Name { get; }

    /// <summary>Its place in the configuration, from 0.</summary>
    public int Index { get; }

    public IReadOnlyList<string> Domains { get; }

    public IReadOnlyList<CompiledRoute> Routes { get; }

    /// <summary>Asks the exchange to tell the upstream which attempt this is (x-envoy-attempt-count).</summary>
    public bool IncludeRequestAttemptCount { get; }

    /// <summary>Asks the exchange to tell the client how many attempts there were.</summary>
    public bool IncludeAttemptCountInResponse { get; }

    /// <summary>Decide who may do what where there is no route.</summary>
    internal RequestFilters Guards { get; init; } = RequestFilters.None;

    /// <summary>The answer to a request that should have come over TLS (require_tls): 301 to the same place with https.</summary>
    internal CompiledRoute RedirectToTls { get; }

    internal CompiledRoute? Find(in MatchInput input)
    {
        if (input.Head.Method != HttpMethod.Connect) return _index.Find(in input);
        foreach (var route in _connectRoutes)
            if (route.Matches(in input)) return route;
        return null;
    }

    /// <summary>True when require_tls sends this request away before any route is tried.</summary>
    internal bool MustRedirectToTls(RequestHead head, ExchangeFacts facts) => _requireTls switch
    {
        VirtualHost.Types.TlsRequirementType.None => false,
        VirtualHost.Types.TlsRequirementType.ExternalOnly => !IsInternal(head) && !RequestScheme.IsHttps(head, facts),
        _ => !RequestScheme.IsHttps(head, facts),
    };

    // The exchange has removed this header from strangers' requests before it routes.
    private static bool IsInternal(RequestHead head)
    {
        var slot = head.Headers.Find("x-envoy-internal"u8);
        return slot >= 0 && head.Headers.Value(slot).SequenceEqual("true"u8);
    }
}
