using ActorMesh.Hocon.Reading;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Reading;

public sealed class PositionsTests
{
    [Theory]
    [InlineData("x = 12", "1:5 12", "1:1 x")]
    [InlineData("\n  x : \"a b\"", "2:7 \"a b\"", "2:3 x")]
    [InlineData("x = a  \"b\" c # d", "1:5 a  \"b\" c", "1:1 x")]
    [InlineData("x { a = 1 }", "1:3 { a = 1 }", "1:1 x")]
    [InlineData("x = [1,\n 2]", "1:5 [1,\n 2]", "1:1 x")]
    [InlineData("x = 1\n\"x\" = 2", "2:7 2", "2:1 \"x\"")]
    [InlineData("x { a = 1 }\nx { b = 1 }", "2:3 { b = 1 }", "2:1 x")]
    [InlineData("x.a = 1", "1:1 x.a = 1", "1:1 x")]
    [InlineData("y = 5, x = ${y}", "1:5 5", "1:8 x")]
    [InlineData("x = ${HOME}", "1:5 ${HOME}", "1:1 x")]
    [InlineData("y { a = 1 }, x = ${y} { b = 2 }", "1:18 ${y} { b = 2 }", "1:14 x")]
    [InlineData("x = \"\"\"a\nb\"\"\"", "1:5 \"\"\"a\nb\"\"\"", "1:1 x")]
    public void Values_and_keys_know_where_they_were_written(string text, string value, string key)
    {
        var entry = ConfigReader.Read(new SourceFile("m.conf", text), ConfigSources.None with { Environment = _ => "here" }).Root!.Entry("x")!;
        Assert.Equal(value, Place(entry.Value.Span));
        Assert.Equal(key, Place(entry.KeySpan));
    }

    [Fact]
    public void Elements_of_a_path_have_a_place_each()
    {
        var root = ConfigReader.Read(new SourceFile("m.conf", "aa.\"b.b\".c = 1")).Root!;
        Assert.Equal("1:4 \"b.b\"", Place(((ConfigObject)root.At("aa")!).Entry("b.b")!.KeySpan));
        Assert.Equal("1:10 c", Place(((ConfigObject)root.At("aa", "b.b")!).Entry("c")!.KeySpan));
    }

    private static string Place(SourceSpan span) => $"{span.Position} {span.File.Text.Substring(span.Offset, span.Length)}";
}
