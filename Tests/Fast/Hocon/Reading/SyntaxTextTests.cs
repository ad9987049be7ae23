using ActorMesh.Hocon.Reading;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Reading;

/// <summary>The syntax keeps every character, of good texts and of broken ones.</summary>
public sealed class SyntaxTextTests
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "=", ":", "+=", ",", "\n", "\r\n", "\r", " ", "\t", "\uFEFF", "\u00a0", "#", "//", "# c\n", "\"", "\"\"\"", "\"q\"", "\\", "${", "${?", "${a}", "$", "a", "a.b",
        "b", "1", "-", "+", "?", "*", "include ", "include \"f\"", "null", "\ud83d\ude00", "\ud83d", "\0", "/", "`",
    ];

    [Fact]
    public void Tokens_put_together_are_the_text() =>
        Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]).Array[0, 40].Select(string.Concat).Sample(
            text =>
            {
                var syntax = ConfigSyntax.Parse(new SourceFile("t.conf", text));
                Assert.Equal(text, syntax.ToString());
                Assert.Equal(text.Length, syntax.Tokens.Sum(token => token.Length));
            },
            iter: 5_000);

    [Theory]
    [InlineData("a = 1 # x\r\n", "Unquoted Space Equals Space Unquoted Space Comment NewLine End")]
    [InlineData("a+=${?b}", "Unquoted PlusEquals OptionalReference Unquoted CloseBrace End")]
    [InlineData("\"a\\\"b\":[1,\"\"\"x\"\"\"\"]", "Quoted Colon OpenBracket Unquoted Comma MultiLine CloseBracket End")]
    [InlineData("a//b", "Unquoted Comment End")]
    [InlineData("a/b+c$", "Unquoted Illegal Unquoted Illegal End")]
    [InlineData("\"a\nb", "Quoted NewLine Unquoted End")]
    public void Text_is_cut_into_tokens(string text, string kinds) =>
        Assert.Equal(kinds, string.Join(' ', ConfigSyntax.Parse(new SourceFile("t.conf", text)).Tokens.Select(token => token.Kind)));
}
