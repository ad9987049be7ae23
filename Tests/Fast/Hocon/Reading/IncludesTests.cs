using ActorMesh.Hocon.Reading;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Reading;

public sealed class IncludesTests
{
    [Theory]
    [InlineData("include \"f\"", "x = 1", "{x:1}")]
    [InlineData("include file(\"f\")", "x = 1", "{x:1}")]
    [InlineData("include file( \"f\" )", "x = 1", "{x:1}")]
    [InlineData("include required(\"f\")", "x = 1", "{x:1}")]
    [InlineData("include required(file(\"f\"))", "x = 1", "{x:1}")]
    [InlineData("include\n  \"f\"\ny = 2", "x = 1", "{x:1,y:2}")]
    [InlineData("{ include \"f\", y = 2 }", "{ x = 1 }", "{x:1,y:2}")]
    [InlineData("x = 0\ninclude \"f\"", "x = 1", "{x:1}")]
    [InlineData("include \"f\"\nx = 2", "x = 1", "{x:2}")]
    [InlineData("a { y = 1 }\na { include \"f\" }", "x = 1", "{a:{y:1,x:1}}")]
    [InlineData("a { include \"f\" }", "x = 10, y = ${x}", "{a:{x:10,y:10}}")]
    [InlineData("a { include \"f\" }\na { x = 42 }", "x = 10, y = ${x}", "{a:{x:42,y:42}}")]
    [InlineData("a { include \"f\" }\nz = 5", "y = ${z}", "{a:{y:5},z:5}")]
    [InlineData("a.b { include \"f\" }", "x = ${?x}1", "{a:{b:{x:1}}}")]
    [InlineData("l = [ { include \"f\" } ]\nz = 5", "y = ${z}", "{l:[{y:5}],z:5}")]
    [InlineData("x = [0]\ninclude \"f\"", "x += 1", "{x:[0,1]}")]
    [InlineData("foo include = 42", "", "{foo include:42}")]
    [InlineData("a = include", "", "{a:include}")]
    [InlineData("\"include\" = 42", "", "{include:42}")]
    public void File_is_read_in_its_place(string text, string included, string expected)
    {
        var reading = Read(text, ("f", included));
        Assert.Empty(reading.Diagnostics);
        Assert.Equal(expected, Written.Of(reading.Root));
    }

    [Fact]
    public void Included_file_may_include_and_both_know_their_lines()
    {
        var reading = Read("include \"one\"\nb = 1", ("one", "\ninclude \"two\""), ("two", "\n\n c = 3"));
        Assert.Equal(["m.conf", "one", "two"], reading.Files.Select(file => file.Name));
        Assert.Equal("two:3:6", reading.Root!.Value("c")!.Span.ToString());
    }

    [Fact]
    public void Same_file_in_two_places_is_one_file()
    {
        var reading = Read("a { include \"f\" }\nb { include \"f\" }", ("f", "x = 1, y = ${x}"));
        Assert.Equal("{a:{x:1,y:1},b:{x:1,y:1}}", Written.Of(reading.Root));
        Assert.Equal(2, reading.Files.Count);
    }

    [Theory]
    [InlineData("include \"m.conf\"", "", "m.conf:1:9", "the include goes in a circle: m.conf includes m.conf")]
    [InlineData("include \"f\"", "\ninclude \"m.conf\"", "f:2:9", "the include goes in a circle: m.conf includes f includes m.conf")]
    [InlineData("include \"g\"", "", "m.conf:1:9", "the included file 'g' is not there, or empty")]
    [InlineData("include required(\"g\")", "", "m.conf:1:18", "the included file 'g' is not there, or empty")]
    [InlineData("include \"f\"", "[1]", "m.conf:1:9", "the included file 'f' holds an array, not an object")]
    [InlineData("include classpath(\"f\")", "", "m.conf:1:1", "only files can be included")]
    public void Include_that_cannot_be_is_refused(string text, string included, string place, string message)
    {
        var diagnostic = Assert.Single(Read(text, ("f", included), ("m.conf", text)).Diagnostics);
        Assert.Equal(("AM0108", place, message), (diagnostic.Code, diagnostic.Span.ToString(), diagnostic.Message));
    }

    [Fact]
    public void Mistake_in_an_included_file_is_told_where_it_is()
    {
        var diagnostic = Assert.Single(Read("include \"f\"", ("f", "\n a b")).Diagnostics);
        Assert.Equal("f:2:2", $"{diagnostic.File}:{diagnostic.Position}");
    }

    [Fact]
    public void Key_set_again_in_another_file_is_meant() =>
        Assert.Empty(Read("include \"f\"\nx = 2", ("f", "x = 1")).Diagnostics);

    [Fact]
    public void Includes_end_after_sixty_four()
    {
        var reading = Read(string.Concat(Enumerable.Range(0, 70).Select(i => $"a{i} {{ include \"f\" }}\n")), ("f", "x = 1"));
        Assert.Equal("more than 64 files are included", Assert.Single(reading.Diagnostics).Message);
    }

    [Fact]
    public void Included_files_together_are_bounded()
    {
        var large = new string(' ', 4 * 1024 * 1024);
        var reading = Read("include \"1\"\ninclude \"2\"\ninclude \"3\"\ninclude \"4\"", ("1", large), ("2", large), ("3", large), ("4", large));
        Assert.Equal("the included file '4' is too large", Assert.Single(reading.Diagnostics).Message);
    }

    private static ConfigReading Read(string text, params (string Name, string Text)[] others)
    {
        var files = others.ToDictionary(other => other.Name, other => new SourceFile(other.Name, other.Text), StringComparer.Ordinal);
        return ConfigReader.Read(new SourceFile("m.conf", text), ConfigSources.None with { Include = (_, name) => files.GetValueOrDefault(name) });
    }
}
