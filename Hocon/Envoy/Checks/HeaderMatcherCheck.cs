using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Primitives;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Kind = ActorMesh.Runtime.Contracts.Envoy.Routes.HeaderMatcher.HeaderMatchSpecifierOneofCase;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class HeaderMatcherCheck
{
    private static readonly string[] PseudoHeaders = [":method", ":path", ":authority", ":scheme", ":protocol"];

    public static void Run(HeaderMatcher matcher, CheckContext context)
    {
        if (context.Require(matcher, HeaderMatcher.NameFieldNumber)) CheckName(matcher, context);
        if (matcher.HeaderMatchSpecifierCase is Kind.PrefixMatch or Kind.SuffixMatch or Kind.ContainsMatch)
            context.Require(matcher, (int)matcher.HeaderMatchSpecifierCase);
        if (matcher.RangeMatch is { } range && range.Start >= range.End)
            context.Error(
                range, Int64Range.EndFieldNumber,
                $"no number is at least {range.Start} and below {range.End}",
                "the end itself is outside the range");
    }

    private static void CheckName(HeaderMatcher matcher, CheckContext context)
    {
        var name = matcher.Name;
        if (name.StartsWith(':') ? PseudoHeaders.Contains(name, StringComparer.Ordinal) : HeaderSyntax.IsName(name)) return;
        context.Error(
            matcher, HeaderMatcher.NameFieldNumber,
            $"{Quoted.Of(name)} is not a header name",
            NearestName.Hint(name, PseudoHeaders));
    }
}
