using ActorMesh.DataPlane.Routing.Matching;
using ActorMesh.Runtime.Contracts.Envoy.Matching;
using ActorMesh.Runtime.Contracts.Envoy.Routes;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>Compiles what a route asks of a request.</summary>
internal static class MatchCompiler
{
    public static PathMatcher Path(RouteMatch source, ResourcePath path)
    {
        var ignoreCase = source.CaseSensitive == false;
        return source.PathSpecifierCase switch
        {
            RouteMatch.PathSpecifierOneofCase.Prefix => new LiteralPath(LiteralPathKind.Prefix, source.Prefix, ignoreCase),
            RouteMatch.PathSpecifierOneofCase.Path => new LiteralPath(LiteralPathKind.Exact, source.Path, ignoreCase),
            RouteMatch.PathSpecifierOneofCase.PathSeparatedPrefix =>
                SeparatedPrefix(source, ignoreCase, path.Field("path_separated_prefix")),
            RouteMatch.PathSpecifierOneofCase.SafeRegex =>
                new PatternPath(PatternCompiler.Whole(source.SafeRegex, path.Field("safe_regex"))),
            RouteMatch.PathSpecifierOneofCase.ConnectMatcher => new ConnectPath(),
            _ => throw path.Refuse("says nothing of the path; give prefix, path, path_separated_prefix, safe_regex or connect_matcher"),
        };
    }

    /// <summary>Everything but the path, in the order in which it is asked.</summary>
    public static RouteCondition[] Conditions(RouteMatch source, ResourcePath path)
    {
        var conditions = new List<RouteCondition>();
        if (source.RuntimeFraction is { } fraction)
            conditions.Add(new FractionCondition(RouteCompilation.Fraction(fraction, path.Field("runtime_fraction"))));
        if (source.Grpc is not null) conditions.Add(GrpcCondition.Instance);
        for (var i = 0; i < source.Headers.Count; i++)
            conditions.Add(HeaderCompiler.Condition(source.Headers[i], path.Item("headers", i)));
        for (var i = 0; i < source.QueryParameters.Count; i++)
            conditions.Add(Query(source.QueryParameters[i], path.Item("query_parameters", i)));
        for (var i = 0; i < source.Cookies.Count; i++)
            conditions.Add(Cookie(source.Cookies[i], path.Item("cookies", i)));
        return [.. conditions];
    }

    private static LiteralPath SeparatedPrefix(RouteMatch source, bool ignoreCase, ResourcePath path)
    {
        var prefix = source.PathSeparatedPrefix;
        if (!prefix.StartsWith('/')) throw path.Refuse($"\"{prefix}\" does not start with /");
        if (prefix.EndsWith('/')) throw path.Refuse($"\"{prefix}\" ends in /; leave it off, or use prefix");
        if (prefix.AsSpan().IndexOfAny('?', '#') >= 0) throw path.Refuse($"\"{prefix}\" has a ? or #, which a path never has");
        return new LiteralPath(LiteralPathKind.SeparatedPrefix, prefix, ignoreCase);
    }

    public static QueryCondition Query(QueryParameterMatcher source, ResourcePath path)
    {
        if (source.Name.Length == 0) throw path.Field("name").Refuse("is missing");
        return source.QueryParameterMatchSpecifierCase switch
        {
            QueryParameterMatcher.QueryParameterMatchSpecifierOneofCase.StringMatch =>
                new QueryCondition(source.Name, HeaderCompiler.Text(source.StringMatch, path.Field("string_match")), wanted: true),
            QueryParameterMatcher.QueryParameterMatchSpecifierOneofCase.PresentMatch =>
                new QueryCondition(source.Name, null, source.PresentMatch),
            _ => new QueryCondition(source.Name, null, wanted: true),
        };
    }

    private static CookieCondition Cookie(CookieMatcher source, ResourcePath path)
    {
        if (source.Name.Length == 0) throw path.Field("name").Refuse("is missing");
        var test = source.StringMatch ?? throw path.Field("string_match").Refuse("is missing");
        return new CookieCondition(source.Name, HeaderCompiler.Text(test, path.Field("string_match")), source.InvertMatch);
    }
}
