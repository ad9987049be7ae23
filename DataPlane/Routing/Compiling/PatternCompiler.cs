using System.Text.RegularExpressions;
using ActorMesh.DataPlane.Routing.Actions;
using ActorMesh.DataPlane.Routing.Matching;
using ActorMesh.Runtime.Contracts.Envoy.Matching;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>Makes linear-time expressions.</summary>
internal static class PatternCompiler
{
    /// <summary>A longer expression is refused: building one costs memory in proportion to more than its length.</summary>
    public const int PatternCharsMax = 512;

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    /// <summary>An expression that must fit the whole value.</summary>
    public static PatternTest Whole(RegexMatcher? source, ResourcePath path)
    {
        var pattern = Checked(source, path);
        return new PatternTest(source!.Regex, Build($@"\A(?:{pattern})\z", path));
    }

    /// <summary>An expression that is searched for, and what takes the place of what it finds.</summary>
    public static PatternReplacement Replacement(RegexMatchAndSubstitute source, ResourcePath path)
    {
        var finder = Build(Checked(source.Pattern, path.Field("pattern")), path.Field("pattern").Field("regex"));
        try
        {
            return PatternReplacement.Parse(finder, source.Substitution);
        }
        catch (FormatException wrong)
        {
            throw path.Field("substitution").Refuse(wrong.Message);
        }
    }

    private static string Checked(RegexMatcher? source, ResourcePath path)
    {
        path = path.Field("regex");
        if (source is null || source.Regex.Length == 0) throw path.Refuse("is missing");
        if (source.Regex.Length > PatternCharsMax)
            throw path.Refuse($"has {source.Regex.Length} characters; up to {PatternCharsMax} are allowed");
        try
        {
            var pattern = Re2Syntax.ToDotNet(source.Regex);
            // By itself first: "a)|(b" must not become valid by what stands around it.
            _ = Build(pattern, path);
            return pattern;
        }
        catch (FormatException wrong)
        {
            throw path.Refuse($"\"{source.Regex}\": {wrong.Message}");
        }
    }

    private static Regex Build(string pattern, ResourcePath path)
    {
        try
        {
            return new Regex(pattern, Linear);
        }
        catch (ArgumentException wrong)
        {
            throw path.Refuse(wrong.Message);
        }
        catch (NotSupportedException)
        {
            throw path.Refuse(
                $"\"{pattern}\" needs backtracking (look-around, a back-reference or an atomic group) or is too large; "
                + "only expressions that run in linear time are taken");
        }
    }
}
