using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>Allows requests that fit all of it; an empty list fits everything.</summary>
/// <param name="Paths">Exact, or a prefix that ends in <c>*</c>.</param>
public sealed record AuthorizationRule(SourceSpan Span, IReadOnlyList<string> From, IReadOnlyList<string> Methods, IReadOnlyList<string> Paths)
{
    internal static AuthorizationRule Read(ConfigObject rule)
    {
        var layers = new Layers([rule]);
        return new AuthorizationRule(rule.Span, layers.Texts("from").Value, layers.Texts("methods").Value, layers.Texts("paths").Value);
    }
}
