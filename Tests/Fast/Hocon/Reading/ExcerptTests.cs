using ActorMesh.Hocon.Reading;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Reading;

public sealed class ExcerptTests
{
    [Fact]
    public void Line_is_shown_with_what_is_meant_underlined()
    {
        var text = new string('\n', 57) + "        retires { max-attempts = 1 }\n";
        Assert.Equal(
            """
            mesh.conf:58:9: error AM0104: unknown key 'retires' in services.orders.routes.place
               58 |         retires { max-attempts = 1 }
                  |         ^^^^^^^ did you mean 'retries'?
            """,
            Of(text, "retires", "AM0104", "unknown key 'retires' in services.orders.routes.place", "did you mean 'retries'?"));
    }

    [Theory]
    [InlineData("a\tb = 5", "5", "a   b = 5", "        ^")]
    [InlineData("\ta = 5", "a", "    a = 5", "    ^")]
    [InlineData("a = 5\r\nb = 6", "5", "a = 5", "    ^")]
    [InlineData("a = \u0007 \u202Ex", "x", "a = \\u0007 \\u202ex", "                 ^")]
    [InlineData("a = {\n b = 1 }", "{\n b = 1 }", "a = {", "    ^")]
    [InlineData("a = \U0001F600 x", "x", "a = \U0001F600 x", "       ^")]
    [InlineData("a = ", "", "a =", "    ^")]
    public void Carets_stand_under_what_is_meant(string text, string meant, string line, string carets) =>
        Assert.Equal($"mesh.conf:1:{At(text, meant) + 1}: error AM0101: wrong\n    1 | {line}\n      | {carets}", Of(text, meant, "AM0101", "wrong", hint: null));

    [Fact]
    public void Of_a_long_line_the_part_around_is_shown()
    {
        var text = new string('x', 500) + "!here!" + new string('y', 500);
        var lines = Of(text, "!here!", "AM0101", "wrong", "so").Split('\n');
        Assert.Equal($"    1 | ...{new string('x', 40)}!here!{new string('y', 71)}...", lines[1]);
        Assert.Equal($"      | {new string(' ', 43)}^^^^^^ so", lines[2]);
    }

    [Fact]
    public void Long_text_is_underlined_as_far_as_it_is_shown()
    {
        var lines = Of(new string('x', 5000), new string('x', 5000), "AM0101", "wrong", "so").Split('\n');
        Assert.Equal($"    1 | {new string('x', 120)}...", lines[1]);
        Assert.Equal($"      | {new string('^', 120)} so", lines[2]);
    }

    [Fact]
    public void Without_a_place_there_is_no_line()
    {
        var diagnostic = new Diagnostic(DiagnosticSeverity.Error, "mesh.conf", SourcePosition.Start, "", "the file is empty", "write some");
        Assert.Equal("mesh.conf:1:1: error: the file is empty\n  hint: write some", Excerpt.Of(diagnostic));
    }

    private static int At(string text, string meant) => meant.Length == 0 ? text.Length : text.IndexOf(meant, StringComparison.Ordinal);

    private static string Of(string text, string meant, string code, string message, string? hint)
    {
        var span = new SourceSpan(new SourceFile("mesh.conf", text), At(text, meant), meant.Length);
        return Excerpt.Of(Diagnostic.At(span, DiagnosticSeverity.Error, code, "", message, hint));
    }
}
