using ActorMesh.DataPlane.Routing.Matching;
using ActorMesh.DataPlane.Routing.Retrying;
using ActorMesh.Runtime.Contracts.Envoy.Matching;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Specifier = ActorMesh.Runtime.Contracts.Envoy.Routes.HeaderMatcher.HeaderMatchSpecifierOneofCase;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>Compiles header matchers and the string matchers within them.</summary>
internal static class HeaderCompiler
{
    public static RouteCondition Condition(HeaderMatcher source, ResourcePath path)
    {
        var header = Source(source.Name, path.Field("name"));
        return source.HeaderMatchSpecifierCase switch
        {
            Specifier.None => new HeaderPresence(header, !source.InvertMatch),
            Specifier.PresentMatch => new HeaderPresence(header, source.PresentMatch != source.InvertMatch),
            _ => new HeaderValueCondition(header, Test(source, path), source.InvertMatch, source.TreatMissingHeaderAsEmpty),
        };
    }

    /// <summary>The same, asked of an answer; <c>:status</c> is a part of it that may be asked for like a header.</summary>
    public static AnswerCondition OfAnswer(HeaderMatcher source, ResourcePath path)
    {
        var name = source.Name.ToLowerInvariant();
        if (name != AnswerCondition.StatusName && !HeaderSyntax.IsName(name))
            throw path.Field("name").Refuse($"\"{source.Name}\" is neither a header name nor :status");
        return source.HeaderMatchSpecifierCase switch
        {
            Specifier.None => new AnswerCondition(name, test: null, source.InvertMatch, missingIsEmpty: false),
            Specifier.PresentMatch => new AnswerCondition(name, test: null, source.PresentMatch == source.InvertMatch, missingIsEmpty: false),
            _ => new AnswerCondition(name, Test(source, path), source.InvertMatch, source.TreatMissingHeaderAsEmpty),
        };
    }

    /// <summary>A header name, or one of the parts of the request line.</summary>
    public static HeaderSource Source(string name, ResourcePath path)
    {
        var source = new HeaderSource(name);
        if (source.IsUnknownPseudoHeader)
            throw path.Refuse($"{name} is not a part of a request; there are :method, :authority, :path and :scheme");
        if (source.IsField && !HeaderSyntax.IsName(name)) throw path.Refuse($"\"{name}\" is not a header name");
        return source;
    }

    public static ValueTest Text(StringMatcher source, ResourcePath path) => source.MatchPatternCase switch
    {
        StringMatcher.MatchPatternOneofCase.Exact => new TextTest(TextFit.Exact, source.Exact, source.IgnoreCase),
        StringMatcher.MatchPatternOneofCase.Prefix => Part(TextFit.Prefix, source.Prefix, source.IgnoreCase, path.Field("prefix")),
        StringMatcher.MatchPatternOneofCase.Suffix => Part(TextFit.Suffix, source.Suffix, source.IgnoreCase, path.Field("suffix")),
        StringMatcher.MatchPatternOneofCase.Contains => Part(TextFit.Contains, source.Contains, source.IgnoreCase, path.Field("contains")),
        StringMatcher.MatchPatternOneofCase.SafeRegex => PatternCompiler.Whole(source.SafeRegex, path.Field("safe_regex")),
        _ => throw path.Refuse("says nothing; give exact, prefix, suffix, contains or safe_regex"),
    };

    /// <summary>The question that a matcher asks of the value; not whether there is one.</summary>
    public static ValueTest Test(HeaderMatcher source, ResourcePath path) => source.HeaderMatchSpecifierCase switch
    {
        Specifier.ExactMatch => new TextTest(TextFit.Exact, source.ExactMatch, ignoreCase: false),
        Specifier.PrefixMatch => Part(TextFit.Prefix, source.PrefixMatch, ignoreCase: false, path.Field("prefix_match")),
        Specifier.SuffixMatch => Part(TextFit.Suffix, source.SuffixMatch, ignoreCase: false, path.Field("suffix_match")),
        Specifier.ContainsMatch => Part(TextFit.Contains, source.ContainsMatch, ignoreCase: false, path.Field("contains_match")),
        Specifier.SafeRegexMatch => PatternCompiler.Whole(source.SafeRegexMatch, path.Field("safe_regex_match")),
        Specifier.RangeMatch when source.RangeMatch.Start >= source.RangeMatch.End =>
            throw path.Field("range_match").Refuse(
                $"[{source.RangeMatch.Start}, {source.RangeMatch.End}) is empty: start must be below end"),
        Specifier.RangeMatch => new RangeTest(source.RangeMatch.Start, source.RangeMatch.End),
        _ => Text(source.StringMatch, path.Field("string_match")),
    };

    private static TextTest Part(TextFit fit, string text, bool ignoreCase, ResourcePath path) =>
        text.Length > 0
            ? new TextTest(fit, text, ignoreCase)
            : throw path.Refuse("is empty, which every value fits; ask for present_match instead");
}
