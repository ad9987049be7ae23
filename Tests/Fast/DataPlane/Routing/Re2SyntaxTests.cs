using System.Text.RegularExpressions;
using ActorMesh.DataPlane.Routing.Actions;
using ActorMesh.DataPlane.Routing.Matching;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Requests;

namespace ActorMesh.Tests.Fast.DataPlane.Routing;

public sealed class Re2SyntaxTests
{
    [Theory]
    [InlineData(@"\d+", "123", true)]
    [InlineData(@"\d", "\u0663", false)] // ARABIC-INDIC DIGIT THREE
    [InlineData(@"\D", "\u0663", true)]
    [InlineData(@"\w+", "aZ_9", true)]
    [InlineData(@"\w", "\u00e9", false)]
    [InlineData(@"[\w-]+", "a-b", true)]
    [InlineData(@"\S\s\W", "a !", true)]
    [InlineData("[[:alpha:][:digit:]]+", "a1", true)]
    [InlineData("[^[:space:]]+", "a b", false)]
    [InlineData("[a-z-[aeiou]+", "-[a", true)]
    [InlineData("[]a]+", "]a", true)]
    [InlineData("[^]a]", "b", true)]
    [InlineData("[^]a]", "]", false)]
    [InlineData(@"\Qa.b*\E+", "a.b***", true)]
    [InlineData(@"\Qa.b", "axb", false)]
    [InlineData(@"\x{41}\x42", "AB", true)]
    [InlineData(@"\pL+", "h\u00e9", true)]
    [InlineData("(?P<n>a)(?<m>b)", "ab", true)]
    [InlineData("(?i)ab", "AB", true)]
    [InlineData(@"a\/b\.c", "a/b.c", true)]
    [InlineData("a{2,3}", "aaa", true)]
    public void Expressions_mean_what_they_mean_in_re2(string pattern, string text, bool expected) => Assert.Equal(
        expected, Regex.IsMatch(text, $@"\A(?:{Re2Syntax.ToDotNet(pattern)})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));

    [Theory]
    [InlineData("[a")]
    [InlineData("a\\")]
    [InlineData("[[:nope:]]")]
    [InlineData(@"\x{110000}")]
    [InlineData("(?P<n")]
    public void What_cannot_be_said_is_refused(string pattern) => Assert.Throws<FormatException>(() => Re2Syntax.ToDotNet(pattern));

    [Theory]
    [InlineData("a*", "-", "baac", "-b-c-")]
    [InlineData("b*", "-", "aab", "-a-a-")]
    [InlineData("(a)(b)?", @"<\2\1>", "aab", "<a><ba>")]
    [InlineData("x", "y", "", "")]
    public void Replacing_takes_all_findings_as_re2_does(string pattern, string substitution, string text, string expected) => Assert.Equal(
        expected,
        new ReadOnlySpan<byte>(PatternReplacement.Parse(new Regex(pattern, RegexOptions.NonBacktracking), substitution)
            .Replace(System.Text.Encoding.UTF8.GetBytes(text))).Text());
}
