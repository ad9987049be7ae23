using ActorMesh.ControlPlane.Identity;
using ActorMesh.ControlPlane.Identity.Roots;

namespace ActorMesh.Cli.Control.Shapes;

/// <summary>Who signs for the mesh, and whom its members believe.</summary>
/// <param name="Sequence">Rises with each change.</param>
/// <param name="Next">Null while no rotation is under way.</param>
/// <param name="Roots">The newest first.</param>
internal sealed record RootListShape(string ApiVersion, string Kind, string TrustDomain, long Sequence, RootStepShape? Next, IReadOnlyList<RootShape> Roots)
{
    public static RootListShape Of(RootBook book, IdentityTerms terms) => new(
        ControlJson.ApiVersion,
        "Roots",
        terms.TrustDomain,
        book.Plan.Sequence,
        book.Plan.Next(out var due) is { } next ? new RootStepShape(book.Roots[next.Generation].Name, next.Kind == RootStepKind.Activated ? "signs" : "retires", due) : null,
        [.. book.Roots.Values.OrderByDescending(root => root.Generation).Select(root => RootShape.Of(root, book.Plan))]);
}
