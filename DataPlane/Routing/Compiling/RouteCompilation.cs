using ActorMesh.DataPlane.Routing.Matching;
using ActorMesh.DataPlane.Routing.Mutations;
using ActorMesh.Runtime.Contracts.Envoy.Primitives;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Routes;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>What the compilers of one table share: its settings, its cluster names and the problems found so far.</summary>
internal sealed class RouteCompilation
{
    private const uint DirectBodyBytesMaxDefault = 4096;

    private readonly IReadOnlySet<string>? _knownClusters;

    public RouteCompilation(RouteConfiguration configuration, RouteTableOptions options)
    {
        Configuration = configuration;
        Options = options;
        _knownClusters = configuration.ValidateClusters ?? options.ValidateClustersByDefault ? options.KnownClusters : null;
    }

    public RouteConfiguration Configuration { get; }

    public RouteTableOptions Options { get; }

    /// <summary>The filters of the listener.</summary>
    public FilterChain Filters { get; set; } = FilterChain.Empty;

    public ClusterReferences Clusters { get; } = new();

    public List<RouteProblem> Problems { get; } = [];

    public uint DirectBodyBytesMax => Configuration.MaxDirectResponseBodySizeBytes ?? DirectBodyBytesMaxDefault;

    /// <summary>Compiles one part; a refusal is noted and the rest goes on, so that a person sees every problem at once.</summary>
    public T? Try<T>(Func<T> compile) where T : class
    {
        try
        {
            return compile();
        }
        catch (RouteTableException refused)
        {
            Problems.AddRange(refused.Problems);
            return null;
        }
    }

    public ClusterReference Cluster(string name, ResourcePath path)
    {
        if (_knownClusters is not null && !_knownClusters.Contains(name))
            throw path.Refuse(
                $"there is no cluster \"{name}\"; define it, or set validate_clusters to false to let requests fail with 503");
        return Clusters.Intern(name);
    }

    /// <summary>Orders the levels, given from the most to the least specific, as the table applies them.</summary>
    public HeaderMutationChain Chain(params HeaderMutations[] mostSpecificFirst) =>
        HeaderMutationChain.Of(Configuration.MostSpecificHeaderMutationsWins ? mostSpecificFirst.Reverse() : mostSpecificFirst);

    public static Fraction Fraction(RuntimeFractionalPercent source, ResourcePath path) =>
        Fraction(source.DefaultValue ?? throw path.Field("default_value").Refuse("is missing; say numerator and denominator"), path.Field("default_value"));

    public static Fraction Fraction(FractionalPercent share, ResourcePath path)
    {
        var denominator = share.Denominator switch
        {
            FractionalPercent.Types.DenominatorType.Hundred => 100u,
            FractionalPercent.Types.DenominatorType.TenThousand => 10_000u,
            FractionalPercent.Types.DenominatorType.Million => 1_000_000u,
            _ => throw path.Field("denominator").Refuse($"{(int)share.Denominator} is not a denominator"),
        };
        return new Fraction(share.Numerator, denominator);
    }
}
