using System.Text;
using ActorMesh.DataPlane.Routing.Actions;
using ActorMesh.Runtime.Contracts.Envoy.Matching;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>Compiles path rewrites, of forwarding and of redirects.</summary>
internal static class PathRewriteCompiler
{
    /// <summary>Null when neither is given.</summary>
    public static PathRewrite? Compile(string prefix, RegexMatchAndSubstitute? pattern, ResourcePath path)
    {
        if (prefix.Length == 0) return pattern is null ? null : Pattern(pattern, path.Field("regex_rewrite"));
        if (pattern is not null) throw path.Refuse("prefix_rewrite and regex_rewrite exclude each other");
        path = path.Field("prefix_rewrite");
        if (!prefix.StartsWith('/')) throw path.Refuse($"\"{prefix}\" does not start with /, so no path could start with it");
        if (!HeaderSyntax.IsVisible(prefix) || prefix.AsSpan().IndexOfAny('?', '#') >= 0)
            throw path.Refuse($"\"{prefix}\" has a character that no path may have");
        return new PrefixRewrite(Encoding.UTF8.GetBytes(prefix));
    }

    private static PatternRewrite Pattern(RegexMatchAndSubstitute pattern, ResourcePath path)
    {
        if (!HeaderSyntax.IsVisible(pattern.Substitution) || pattern.Substitution.Contains('#'))
            throw path.Field("substitution").Refuse($"\"{pattern.Substitution}\" has a character that no path may have");
        return new PatternRewrite(PatternCompiler.Replacement(pattern, path));
    }
}
