using ActorMesh.DataPlane.Routing.Filters;
using ActorMesh.DataPlane.Routing.Filters.Descriptors;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>The filters as one level of the configuration has them: what it does not say itself is that of the level around it.</summary>
/// <param name="Place">The level, in words; empty for the listener.</param>
/// <param name="Filters">One for each of the listener's, in order; null for one that is switched off.</param>
internal sealed record FilterLevel(string Place, IReadOnlyList<RequestFilter?> Filters)
{
    public static readonly FilterLevel Empty = new("", []);

    /// <summary>See <see cref="RequestFilters.HasDraftFields"/>.</summary>
    public bool HasDraftFields { get; init; }

    /// <summary>What the route's requests are counted by in limits of the whole mesh.</summary>
    public IReadOnlyList<DescriptorRecipe> Counted { get; init; } = [];

    /// <summary>Whether the route refuses while such a limit is not known; null for what the filter says.</summary>
    public bool? DeniesOnError { get; init; }

    /// <summary>Those that do anything.</summary>
    public RequestFilters ForRequests()
    {
        var active = Filters.OfType<RequestFilter>().Select(Bound).Where(filter => filter.DoesAnything).ToArray();
        return active.Length == 0 ? RequestFilters.None : new RequestFilters(active) { HasDraftFields = HasDraftFields };
    }

    /// <summary>Those of them that decide who may do what.</summary>
    public RequestFilters Guards() => Filters.OfType<RequestFilter>().Where(filter => filter is { IsGuard: true, DoesAnything: true }).ToArray() is { Length: > 0 } guards
        ? new RequestFilters(guards)
        : RequestFilters.None;

    private RequestFilter Bound(RequestFilter filter) => filter is GlobalRateLimitFilter limit ? limit.For(Counted, DeniesOnError) : filter;
}
