using ActorMesh.Runtime.Contracts.Envoy.Matching;
using Kind = ActorMesh.Runtime.Contracts.Envoy.Matching.StringMatcher.MatchPatternOneofCase;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class StringMatcherCheck
{
    public static void Run(StringMatcher matcher, CheckContext context)
    {
        if (!context.RequireOneOf(matcher, StringMatcher.ExactFieldNumber)) return;
        // Empty ones would match everything, which nobody means; an empty exact text is a sound wish.
        if (matcher.MatchPatternCase is Kind.Prefix or Kind.Suffix or Kind.Contains)
            context.Require(matcher, (int)matcher.MatchPatternCase);
    }
}
