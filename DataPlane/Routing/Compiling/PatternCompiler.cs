using System.Text.RegularExpressions;
using ActorMesh.DataPlane.Routing.Actions;
using ActorMesh.DataPlane.Routing.Matching;
using ActorMesh.Runtime.Contracts.Envoy.Matching;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>Makes expressions that run in linear time, of RE2's dialect.</summary>
internal static class PatternCompiler
{
    /// <summary>A longer expression is refused: building one costs memory in proportion to more than its length.</summary>
    public const int PatternCharsMax = 512;

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    /// <summary>An expression that must fit the whole value.</summary>
    public static PatternTest Whole(RegexMatcher? source, ResourcePath path)
    {
        var pattern = Translated(source, path.Field("regex"));
        return new PatternTest(source!.Regex, Build($@"\A(?:{pattern})\z", Linear, source.Regex, path.Field("regex")));
    }

    /// <summary>An expression that is searched for, and what takes the place of what it finds.</summary>
    public static PatternReplacement Replacement(RegexMatchAndSubstitute source, ResourcePath path)
    {
        var place = path.Field("pattern").Field("regex");
        var finder = Build(Translated(source.Pattern, place), Linear, source.Pattern.Regex, place);
        try
        {
            return PatternReplacement.Parse(finder, source.Substitution);
        }
        catch (FormatException wrong)
        {
            throw path.Field("substitution").Refuse(wrong.Message);
        }
    }

    private static string Translated(RegexMatcher? source, ResourcePath path)
    {
        if (source is null || source.Regex.Length == 0) throw path.Refuse("is missing");
        if (source.Regex.Length > PatternCharsMax)
            throw path.Refuse($"has {source.Regex.Length} characters; up to {PatternCharsMax} are allowed");
        try
        {
            var pattern = Re2Syntax.ToDotNet(source.Regex);
            // By itself first: "a)|(b" must not become valid by what stands around it. Only its syntax, which is cheap.
            Build(pattern, RegexOptions.CultureInvariant, source.Regex, path);
            return pattern;
        }
        catch (FormatException wrong)
        {
            throw path.Refuse($"\"{source.Regex}\": {wrong.Message}");
        }
    }

    private static Regex Build(string pattern, RegexOptions options, string original, ResourcePath path)
    {
        try
        {
            return new Regex(pattern, options);
        }
        catch (ArgumentException wrong)
        {
            throw path.Refuse($"\"{original}\": {wrong.Message}");
        }
        catch (NotSupportedException)
        {
            throw path.Refuse(
                $"\"{original}\" needs backtracking (look-around, a back-reference or an atomic group) or is too large; "
                + "only expressions that run in linear time are taken");
        }
    }
}
