using ActorMesh.Runtime.Contracts.Envoy.Matching;

namespace ActorMesh.Hocon.Envoy.Checks;

/// <summary>Expressions must run in linear time: a backtracking one lets a client stop the proxy with one long path.</summary>
internal static class RegexCheck
{
    public static void Run(RegexMatcher matcher, CheckContext context)
    {
        if (!context.Require(matcher, RegexMatcher.RegexFieldNumber)) return;
        if (LinearExpression.Check(matcher.Regex) is { } problem)
            context.Error(matcher, RegexMatcher.RegexFieldNumber, problem.Message, problem.Hint);
    }

    public static void Run(RegexMatchAndSubstitute rewrite, CheckContext context)
    {
        if (!context.Require(rewrite, RegexMatchAndSubstitute.PatternFieldNumber)) return;
        var substitution = rewrite.Substitution;
        if (!HeaderSyntax.IsValue(substitution))
            context.Error(rewrite, RegexMatchAndSubstitute.SubstitutionFieldNumber, "a substitution may not hold a line break or NUL");
        if (LinearExpression.Compile(rewrite.Pattern.Regex) is not { } regex) return;

        for (var i = 0; i < substitution.Length; i++)
        {
            if (substitution[i] != '\\') continue;
            i++;
            if (i < substitution.Length && substitution[i] == '\\') continue;
            if (i >= substitution.Length || !char.IsAsciiDigit(substitution[i]))
                context.Error(
                    rewrite, RegexMatchAndSubstitute.SubstitutionFieldNumber,
                    "a backslash stands before no group number",
                    @"write \\ for a backslash");
            else if (!regex.GetGroupNumbers().Contains(substitution[i] - '0'))
                context.Error(
                    rewrite, RegexMatchAndSubstitute.SubstitutionFieldNumber,
                    $@"the pattern has no group for \{substitution[i]}");
        }
    }
}
