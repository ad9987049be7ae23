using ActorMesh.Runtime.Contracts.Envoy.Matching;
using XdsMatch = ActorMesh.Runtime.Contracts.Envoy.Routes.RouteMatch;

namespace ActorMesh.Hocon.Compiling.Routes;

/// <summary>What takes the place of a matched prefix, such that neither a slash is doubled nor one is lost.</summary>
/// <param name="Prefix">For prefix_rewrite; empty when <paramref name="Regex"/> does it.</param>
internal sealed record PathChange(string Prefix, RegexMatchAndSubstitute? Regex)
{
    public static PathChange Of(XdsMatch match, string replacement)
    {
        // /api to /: as a mere prefix it would make //x of /api/x.
        if (match.PathSeparatedPrefix.Length > 0 && replacement.EndsWith('/'))
            return new PathChange("", Substitute($"^{Re2.Escape(match.PathSeparatedPrefix)}/?", replacement));
        // / to /v2: as a mere prefix it would make /v2x of /x.
        var endsOpen = match.Prefix.EndsWith('/') && !replacement.EndsWith('/');
        return new PathChange(endsOpen ? $"{replacement}/" : replacement, Regex: null);
    }

    public static RegexMatchAndSubstitute Substitute(string pattern, string substitution) =>
        new() { Pattern = new RegexMatcher { Regex = pattern }, Substitution = substitution };
}
