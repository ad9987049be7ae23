using ActorMesh.DataPlane.Resilience.Limiting;
using ActorMesh.DataPlane.Routing.Filters.Descriptors;
using ActorMesh.DataPlane.Routing.Matching;
using ActorMesh.DataPlane.Routing.Mutations;

namespace ActorMesh.DataPlane.Routing.Filters;

/// <summary>How the requests of one place are limited (LocalRateLimit).</summary>
internal sealed record LimitSettings
{
    /// <summary>Begins the names of its statistics.</summary>
    public string StatPrefix { get; init; } = "";

    /// <summary>Of the refusal. Default 429.</summary>
    public int Status { get; init; } = 429;

    /// <summary>The bucket of all requests, or of those that have no other; null limits nothing.</summary>
    public BucketSettings? Default { get; init; }

    /// <summary>Share of the requests that are counted. Default none.</summary>
    public Fraction Enabled { get; init; }

    /// <summary>Share of those counted that may be refused; the others are only told. Default none.</summary>
    public Fraction Enforced { get; init; }

    public IReadOnlyList<DescriptorRecipe> Recipes { get; init; } = [];

    public IReadOnlyList<LimitRule> Rules { get; init; } = [];

    /// <summary>Whether a request that has a bucket of its own takes a token out of the common one, too. Default true.</summary>
    public bool AlwaysTakesDefault { get; init; } = true;

    /// <summary>Whether answers tell limits in x-ratelimit-limit, -remaining and -reset.</summary>
    public bool TellsLimits { get; init; }

    /// <summary>Of the refusals.</summary>
    public HeaderMutations? AnswerHeaders { get; init; }
}
