using ActorMesh.Cli.Sidecars;

namespace ActorMesh.Cli.Describing;

/// <summary>Everything that touches one route.</summary>
/// <param name="Place">From 1, of <paramref name="Of"/>: routes are asked in that order.</param>
/// <param name="Earlier">The routes that are asked before it.</param>
/// <param name="Mirror">Where copies go; null: nowhere.</param>
/// <param name="Effective">Every value; null unless asked for.</param>
internal sealed record RouteShape(
    string ApiVersion,
    string Kind,
    string Service,
    string Name,
    string At,
    int Place,
    int Of,
    string Match,
    string Target,
    string? Mirror,
    bool Idempotent,
    IReadOnlyList<RouteLineShape> Earlier,
    IReadOnlyList<PolicyShape> Policies,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<EffectiveShape>? Effective);
