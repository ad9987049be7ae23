using ActorMesh.Runtime.Contracts.Envoy.Matching;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class StringMatcherCheck
{
    public static void Run(StringMatcher matcher, CheckContext context)
    {
        if (!context.RequireOneOf(matcher, StringMatcher.ExactFieldNumber)) return;
        // Empty ones would match everything, which nobody means; an empty exact text is a sound wish.
        if (matcher.MatchPatternCase is StringMatcher.MatchPatternOneofCase.Prefix or StringMatcher.MatchPatternOneofCase.Suffix or StringMatcher.MatchPatternOneofCase.Contains)
            context.Require(matcher, (int)matcher.MatchPatternCase);
    }
}
