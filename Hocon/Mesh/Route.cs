using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh;

/// <summary>One rule of a service's ordered table: what it matches, and what then happens.</summary>
/// <param name="Span">Its key in the file.</param>
/// <param name="Match">All of it must hold.</param>
/// <param name="Split">Shares of versions; empty: all endpoints. Exactly one of split, redirect and response decides.</param>
/// <param name="Policies">Effective for requests on this route.</param>
/// <param name="Layers">As <see cref="Service.Layers"/>, with the route's own last.</param>
public sealed record Route(
    string Name,
    SourceSpan Span,
    RouteMatch Match,
    IReadOnlyList<SplitShare> Split,
    Rewrite? Rewrite,
    Redirect? Redirect,
    FixedResponse? Response,
    Mirror? Mirror,
    HeaderChanges? Headers,
    Setting<bool> Idempotent,
    PolicySet Policies,
    IReadOnlyList<ConfigObject> Layers);
