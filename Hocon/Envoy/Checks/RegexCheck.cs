using System.Text.RegularExpressions;
using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Matching;

namespace ActorMesh.Hocon.Envoy.Checks;

/// <summary>Expressions must run in linear time: a backtracking one lets a client stop the proxy with one long path.</summary>
internal static class RegexCheck
{
    private const int LengthMax = 512;

    public static void Run(RegexMatcher matcher, CheckContext context)
    {
        if (!context.Require(matcher, RegexMatcher.RegexFieldNumber)) return;
        var pattern = matcher.Regex;
        if (pattern.Length > LengthMax)
            context.Error(matcher, RegexMatcher.RegexFieldNumber, $"the expression is longer than {LengthMax} characters");
        else if (PosixClass(pattern) is { } name)
            context.Error(
                matcher, RegexMatcher.RegexFieldNumber,
                $"the class {Quoted.Of(name)} is not supported",
                "write its characters out, as in a-zA-Z");
        else if (Compile(pattern, out var problem) is null)
            context.Error(
                matcher, RegexMatcher.RegexFieldNumber,
                $"{Quoted.Of(pattern)} is not an expression that can run: {problem}",
                HintFor(pattern));
    }

    public static void Run(RegexMatchAndSubstitute rewrite, CheckContext context)
    {
        if (!context.Require(rewrite, RegexMatchAndSubstitute.PatternFieldNumber)) return;
        var substitution = rewrite.Substitution;
        if (!HeaderSyntax.IsValue(substitution))
            context.Error(rewrite, RegexMatchAndSubstitute.SubstitutionFieldNumber, "a substitution may not hold a line break or NUL");
        if (rewrite.Pattern.Regex.Length > LengthMax || Compile(rewrite.Pattern.Regex, out _) is not { } regex) return;

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

    private static Regex? Compile(string pattern, out string problem)
    {
        try
        {
            problem = "";
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (RegexParseException e)
        {
            problem = $"{InWords(e.Error)} at character {e.Offset}";
        }
        catch (NotSupportedException)
        {
            problem = "it looks around or back, or is too large, and so has no linear-time form";
        }
        return null;
    }

    // .NET would take these as a class of the characters between the brackets, without a word.
    private static string? PosixClass(string pattern)
    {
        var start = pattern.IndexOf("[:", StringComparison.Ordinal);
        var end = start < 0 ? -1 : pattern.IndexOf(":]", start + 2, StringComparison.Ordinal);
        return end > start + 2 && pattern[(start + 2)..end].All(c => char.IsAsciiLetterLower(c) || c == '^') ? pattern[start..(end + 2)] : null;
    }

    private static string InWords(RegexParseError error) =>
        string.Concat(error.ToString().Select((c, i) => char.IsAsciiLetterUpper(c) ? $"{(i > 0 ? " " : "")}{char.ToLowerInvariant(c)}" : c.ToString()));

    private static string? HintFor(string pattern) =>
        pattern.Contains("(?P<", StringComparison.Ordinal) ? "write (?<name>...) for a named group" : null;
}
