using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Kind = ActorMesh.Runtime.Contracts.Envoy.Routes.RouteMatch.PathSpecifierOneofCase;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class RouteMatchCheck
{
    public static void Run(RouteMatch match, CheckContext context)
    {
        if (!context.RequireOneOf(match, RouteMatch.PrefixFieldNumber)) return;
        switch (match.PathSpecifierCase)
        {
            case Kind.Prefix when match.Prefix.Length > 0:
                CanMatch(match, RouteMatch.PrefixFieldNumber, match.Prefix, context);
                break;
            case Kind.Path:
                CanMatch(match, RouteMatch.PathFieldNumber, match.Path, context);
                break;
            case Kind.PathSeparatedPrefix:
                Separated(match, context);
                break;
        }
    }

    private static void Separated(RouteMatch match, CheckContext context)
    {
        var prefix = match.PathSeparatedPrefix;
        if (!context.Require(match, RouteMatch.PathSeparatedPrefixFieldNumber)) return;
        if (prefix.EndsWith('/'))
            context.Error(
                match, RouteMatch.PathSeparatedPrefixFieldNumber,
                $"{Quoted.Of(prefix)} must not end in a slash",
                "the slash is understood; `prefix: \"/\"` matches all");
        else if (prefix.AsSpan().ContainsAny('?', '#'))
            context.Error(match, RouteMatch.PathSeparatedPrefixFieldNumber, $"{Quoted.Of(prefix)} must not hold `?` or `#`");
        else
            CanMatch(match, RouteMatch.PathSeparatedPrefixFieldNumber, prefix, context);
    }

    private static void CanMatch(RouteMatch match, int field, string path, CheckContext context)
    {
        if (path.AsSpan().ContainsAny('?', '#'))
            context.Warning(
                match, field,
                $"{Quoted.Of(path)} matches no request: query and fragment are not part of the path",
                "match the query with query_parameters");
        else if (!path.StartsWith('/') && path != "*")
            context.Warning(match, field, $"{Quoted.Of(path)} matches no request: every path starts with a slash");
    }
}
