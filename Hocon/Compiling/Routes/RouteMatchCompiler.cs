using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Contracts.Envoy.Matching;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using MeshMatch = ActorMesh.Hocon.Mesh.RouteMatch;
using XdsMatch = ActorMesh.Runtime.Contracts.Envoy.Routes.RouteMatch;

namespace ActorMesh.Hocon.Compiling.Routes;

/// <summary>Compiles what a request must be like.</summary>
internal static class RouteMatchCompiler
{
    public static XdsMatch Everything() => new() { Prefix = "/" };

    public static XdsMatch Compile(MeshMatch match)
    {
        var compiled = Path(match);
        if (match.Methods.Value is { Count: > 0 } methods) compiled.Headers.Add(OneOf(":method", methods));
        compiled.Headers.AddRange(match.Headers.Select(Header));
        compiled.QueryParameters.AddRange(match.Query.Select(Query));
        return compiled;
    }

    /// <summary>A path prefix on a boundary. One that ends in a slash has its boundary already.</summary>
    public static XdsMatch Prefix(string prefix) =>
        prefix.EndsWith('/') ? new XdsMatch { Prefix = prefix } : new XdsMatch { PathSeparatedPrefix = prefix };

    /// <summary>A header that has one of these values.</summary>
    public static HeaderMatcher OneOf(string header, IReadOnlyList<string> values) => new()
    {
        Name = header,
        StringMatch = values.Count == 1
            ? new StringMatcher { Exact = values[0] }
            : new StringMatcher { SafeRegex = new RegexMatcher { Regex = string.Join('|', values.Select(Re2.Escape)) } },
    };

    private static XdsMatch Path(MeshMatch match)
    {
        if (match.Path.Value is { } path) return new XdsMatch { Path = path };
        if (match.PathPrefix.Value is { } prefix) return Prefix(prefix);
        return match.PathRegex.Value is { } regex ? new XdsMatch { SafeRegex = new RegexMatcher { Regex = regex } } : Everything();
    }

    private static HeaderMatcher Header(ValueMatch match)
    {
        var matcher = new HeaderMatcher { Name = match.Name };
        if (Text(match) is { } text) matcher.StringMatch = text;
        else matcher.PresentMatch = match.Kind == ValueMatchKind.Present;
        return matcher;
    }

    private static QueryParameterMatcher Query(ValueMatch match)
    {
        var matcher = new QueryParameterMatcher { Name = match.Name };
        if (Text(match) is { } text) matcher.StringMatch = text;
        else matcher.PresentMatch = match.Kind == ValueMatchKind.Present;
        return matcher;
    }

    private static StringMatcher? Text(ValueMatch match) => match.Kind switch
    {
        ValueMatchKind.Exact => new StringMatcher { Exact = match.Value },
        ValueMatchKind.Prefix => new StringMatcher { Prefix = match.Value },
        ValueMatchKind.Suffix => new StringMatcher { Suffix = match.Value },
        ValueMatchKind.Contains => new StringMatcher { Contains = match.Value },
        ValueMatchKind.Regex => new StringMatcher { SafeRegex = new RegexMatcher { Regex = match.Value } },
        _ => null,
    };
}
