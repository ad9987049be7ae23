using System.Text.RegularExpressions;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Envoy.Checks;

/// <summary>Says why an expression would not be run: only those that take time in proportion to the text are.</summary>
internal static class LinearExpression
{
    private const int LengthMax = 512;

    /// <returns>What is wrong, or null.</returns>
    public static ExpressionProblem? Check(string pattern)
    {
        if (pattern.Length > LengthMax) return new ExpressionProblem($"the expression is longer than {LengthMax} characters");
        if (PosixClass(pattern) is { } name)
            return new ExpressionProblem($"the class {Quoted.Of(name)} is not supported", "write its characters out, as in a-zA-Z");
        return Compile(pattern, out var problem) is null
            ? new ExpressionProblem($"{Quoted.Of(pattern)} is not an expression that can run: {problem}", HintFor(pattern))
            : null;
    }

    /// <returns>The expression, or null when <see cref="Check"/> has something to say.</returns>
    public static Regex? Compile(string pattern) => pattern.Length > LengthMax ? null : Compile(pattern, out _);

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
