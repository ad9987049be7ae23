using ActorMesh.Cli.Sidecars;

namespace ActorMesh.Cli.Describing;

/// <summary>Everything that touches one service.</summary>
/// <param name="At">Where it is written.</param>
/// <param name="App">Where its application listens, as its sidecar dials it.</param>
/// <param name="Callers">Who may reach it on purpose, and where those find it on their localhost.</param>
/// <param name="Calls">Whom it calls, and where its application finds them.</param>
/// <param name="Routes">In the order of matching.</param>
/// <param name="Effective">Every value; null unless asked for.</param>
internal sealed record ServiceShape(
    string ApiVersion,
    string Kind,
    string Name,
    string At,
    int Port,
    string App,
    string Protocol,
    string? Exposed,
    IReadOnlyList<string> Replicas,
    IReadOnlyList<string> Versions,
    IReadOnlyList<NeighbourShape> Callers,
    IReadOnlyList<NeighbourShape> Calls,
    IReadOnlyList<RouteLineShape> Routes,
    IReadOnlyList<PolicyShape> Policies,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<EffectiveShape>? Effective);
