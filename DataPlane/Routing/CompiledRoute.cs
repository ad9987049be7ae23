using System.Buffers;
using System.Text;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Actions;
using ActorMesh.DataPlane.Routing.Filters;
using ActorMesh.DataPlane.Routing.Matching;
using ActorMesh.DataPlane.Routing.Mutations;

namespace ActorMesh.DataPlane.Routing;

/// <summary>One route, ready to be asked. Immutable but for its hit counter.</summary>
public sealed class CompiledRoute
{
    private readonly RouteCondition[] _conditions;
    private long _hits;

    internal CompiledRoute(string name, int index, PathMatcher path, RouteCondition[] conditions, RouteOutcome outcome)
    {
        Name = name.Length > 0 ? name : $"routes[{index}]";
        Index = index;
        Path = path;
        Outcome = outcome;
        _conditions = conditions;
    }

    /// <summary>The configured name, or <c>routes[3]</c> for one without.</summary>
    public string Name { get; }

    /// <summary>Its place among the routes of its virtual host, from 0.</summary>
    public int Index { get; }

    /// <summary>What happens to a request that matched.</summary>
    public RouteOutcome Outcome { get; }

    /// <summary>Changes to the request's headers, of all levels; empty for most routes.</summary>
    public HeaderMutationChain RequestMutations { get; internal init; } = HeaderMutationChain.None;

    /// <summary>Changes to the response's headers, of all levels. They apply to redirects and direct responses too.</summary>
    public HeaderMutationChain ResponseMutations { get; internal init; } = HeaderMutationChain.None;

    /// <summary>What a request passes before it goes on; see <see cref="FiltersOf"/>.</summary>
    internal RequestFilters Filters { get; init; } = RequestFilters.None;

    /// <summary>The filters that a request of this route passes, in order, for people.</summary>
    public IReadOnlyList<string> FilterSummaries =>
        [.. Filters.All.Select(filter => $"{filter.Name}{(filter.Place.Length > 0 ? $" of {filter.Place}" : "")}: {filter.Summary}")];

    /// <summary>Requests that took this route.</summary>
    public long Hits => Interlocked.Read(ref _hits);

    internal PathMatcher Path { get; }

    internal bool IsUnconditional => _conditions.Length == 0;

    /// <summary>Counts one request. The exchange calls it once, however often it asked for the route.</summary>
    public void CountHit() => Interlocked.Increment(ref _hits);

    /// <summary>Makes the request that goes upstream: header changes first, which see the request as it came, then host and path.</summary>
    /// <param name="head">The request; call this once for it, however many attempts follow.</param>
    /// <param name="facts">What else is known of it.</param>
    /// <param name="choice">What <see cref="ForwardAction.SelectCluster"/> chose.</param>
    /// <param name="scratch">Room to put values together; its content is lost.</param>
    public void PrepareRequest(RequestHead head, ExchangeFacts facts, in ClusterChoice choice, ArrayBufferWriter<byte> scratch)
    {
        (choice.Split?.RequestMutations ?? RequestMutations).Apply(head.Headers, head, facts, scratch);
        if (Outcome is ForwardAction forward) forward.Rewrite(head, facts, Path, choice.Split, scratch);
    }

    /// <summary>Changes the headers of a response, also of one that the proxy makes itself.</summary>
    public void PrepareResponse(
        HeaderBlock response, RequestHead request, ExchangeFacts facts, in ClusterChoice choice, ArrayBufferWriter<byte> scratch) =>
        (choice.Split?.ResponseMutations ?? ResponseMutations).Apply(response, request, facts, scratch);

    /// <summary>What a request passes before it goes on.</summary>
    /// <param name="choice">What <see cref="ForwardAction.SelectCluster"/> chose; default for a request that goes to no cluster.</param>
    internal RequestFilters FiltersOf(in ClusterChoice choice) => choice.Split?.Filters ?? Filters;

    internal bool Matches(in MatchInput input)
    {
        if (!Path.Matches(in input)) return false;
        foreach (var condition in _conditions)
            if (!condition.Holds(in input)) return false;
        return true;
    }

    /// <summary>The first thing that keeps the request from this route, for people; null when nothing does.</summary>
    internal string? ExplainMiss(in MatchInput input)
    {
        if (input.Head.Method == HttpMethod.Connect && Path is not ConnectPath) return $"wanted {Path.Wanted}, but CONNECT has no path";
        if (!Path.Matches(in input))
            return Path is ConnectPath ? "wanted a CONNECT request" : $"wanted {Path.Wanted}, got path \"{Text(input.Path)}\"";
        foreach (var condition in _conditions)
            if (!condition.Holds(in input)) return condition.Explain(in input);
        return null;
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
