using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using XdsMatch = ActorMesh.Runtime.Contracts.Envoy.Routes.RouteMatch;

namespace ActorMesh.Hocon.Compiling.Routes;

/// <summary>Compiles changes of path and host on the way to the callee.</summary>
internal static class RewriteCompiler
{
    public static void Apply(RouteAction action, XdsMatch match, Rewrite? rewrite)
    {
        if (rewrite is null) return;
        if (rewrite.PathPrefix.Value is { } prefix)
        {
            var change = PathChange.Of(match, prefix);
            action.PrefixRewrite = change.Prefix;
            action.RegexRewrite = change.Regex;
        }
        else if (rewrite.Regex.Value is { } pattern)
        {
            action.RegexRewrite = PathChange.Substitute(pattern, rewrite.Substitution.Value ?? "");
        }
        if (rewrite.Host.Value is { } host) action.HostRewriteLiteral = host;
    }
}
