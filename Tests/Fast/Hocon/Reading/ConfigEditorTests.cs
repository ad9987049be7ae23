using ActorMesh.Hocon.Reading;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Reading;

public sealed class ConfigEditorTests
{
    [Theory]
    [InlineData("a = 1 # one\nb = 2", "a", "3", "a = 3 # one\nb = 2")]
    [InlineData("a : \"x y\" , b = 2", "a", "[1, 2]", "a : [1, 2] , b = 2")]
    [InlineData("a { b { c = 1 } }", "a.b.c", "2s", "a { b { c = 2s } }")]
    [InlineData("a.b = 1", "a.b", "2", "a.b = 2")]
    [InlineData("a = 1\na = 2", "a", "3", "a = 1\na = 3")]
    [InlineData("a { b = 1 }", "a", "5", "a = 5")]
    [InlineData("a{ b = 1 } # c", "a", "off", "a = off # c")]
    [InlineData("a { b = 1 } # c", "a", "{ c = 2 }", "a { c = 2 } # c")]
    [InlineData("a = [1]\na += 2", "a", "[3]", "a = [1]\na = [3]")]
    [InlineData("a = ${b} { c = 1 }\nb { d = 2 }", "a.c", "3", "a = ${b} { c = 3 }\nb { d = 2 }")]
    [InlineData("a { b = 1 }\na.c = 2\n", "a", "{ d = 3 }", "a { d = 3 }\n")]
    [InlineData("a = \"\"\"x\ny\"\"\"\n", "a", "null", "a = null\n")]
    public void Value_is_replaced(string text, string path, string value, string expected) => Check(ConfigEditor.Set(File(text), path.Split('.'), value), expected);

    [Theory]
    [InlineData("", "a", "1", "a = 1\n")]
    [InlineData("# only this", "a", "1", "# only this\na = 1\n")]
    [InlineData("a = 1\n", "b", "2", "a = 1\nb = 2\n")]
    [InlineData("a = 1 # one", "b", "2", "a = 1 # one\nb = 2")]
    [InlineData("a = 1\r\nc = 3\r\n\r\n# end\r\n", "b", "2", "a = 1\r\nc = 3\r\nb = 2\r\n\r\n# end\r\n")]
    [InlineData("a {\n    b = 1   # one\n    # last\n}\n", "a.c", "2", "a {\n    b = 1   # one\n    c = 2\n    # last\n}\n")]
    [InlineData("a { b = 1 }", "a.c", "2", "a { b = 1, c = 2 }")]
    [InlineData("a { b = 1, }", "a.c", "2", "a { b = 1, c = 2 }")]
    [InlineData("a {}", "a.c", "2", "a { c = 2 }")]
    [InlineData("  a {\n    # none yet\n  }\n", "a.c", "2", "  a {\n    # none yet\n    c = 2\n  }\n")]
    [InlineData("a.b = 1", "a.c", "2", "a.b = 1\na.c = 2")]
    [InlineData("a { b { c = 1 } }", "a.b.\"x.y\".z", "2", "a { b { c = 1, \"x.y\".z = 2 } }")]
    [InlineData("{\n  a = 1\n}", "b", "{ c = 2 }", "{\n  a = 1\n  b { c = 2 }\n}")]
    [InlineData("a = ${b}\nb { d = 2 }\n", "a.c", "3", "a = ${b}\nb { d = 2 }\na.c = 3\n")]
    [InlineData("a = ${b} { d = 1 }\nb {}\n", "a.c", "3", "a = ${b} { d = 1, c = 3 }\nb {}\n")]
    public void Key_is_added(string text, string path, string value, string expected) => Check(ConfigEditor.Set(File(text), Names(path), value), expected);

    [Theory]
    [InlineData("a = 1\nb = 2\nc = 3\n", "b", "a = 1\nc = 3\n")]
    [InlineData("# of the file\n\n# one\n  a = 1 # two\n\nb = 2", "a", "# of the file\n\n\nb = 2")]
    [InlineData("x { a = 1, b = 2, c = 3 }", "x.a", "x { b = 2, c = 3 }")]
    [InlineData("x { a = 1, b = 2, c = 3 }", "x.b", "x { a = 1, c = 3 }")]
    [InlineData("x { a = 1, b = 2, c = 3 }", "x.c", "x { a = 1, b = 2 }")]
    [InlineData("x { a = 1 }", "x.a", "x {  }")]
    [InlineData("x {\n  a = 1,\n  b = 2\n}", "x.b", "x {\n  a = 1,\n}")]
    [InlineData("a = 1\n, b = 2", "a", " b = 2")]
    [InlineData("a = 1\n, b = 2", "b", "a = 1\n")]
    [InlineData("a {\n b = 1\n}\nc = 1\na.d = 2\n", "a", "c = 1\n")]
    [InlineData("a = 1, # one\nb = 2", "a", "b = 2")]
    [InlineData("a = 1 # one", "a", "")]
    public void Key_is_removed(string text, string path, string expected) => Check(ConfigEditor.Remove(File(text), path.Split('.')), expected);

    [Theory]
    [InlineData("a = 1", "a", "1, b = 2", "'1, b = 2' is not one value")]
    [InlineData("a = 1", "a", "1 # c", "'1 # c' is not one value")]
    [InlineData("a = 1", "a", "", "'' is not one value")]
    [InlineData("a = 1", "a", "{", "'{' is not one value")]
    [InlineData("a { b = 1 }\na = 5", "a.b", "2", "'a.b' cannot be set here")]
    [InlineData("a = = 1", "a", "2", "'=' cannot stand in a value without quotes")]
    [InlineData("[1]", "a", "2", "the file holds an array, not an object")]
    public void Value_that_would_not_come_out_is_refused(string text, string path, string value, string message)
    {
        var edit = ConfigEditor.Set(File(text), path.Split('.'), value);
        Assert.Equal((message, text), (edit.Refusal!.Message, edit.File.Text));
    }

    [Theory]
    [InlineData("a = 1", "b", "'b' is not set in this file")]
    [InlineData("a = ${b} { c = 1 }, b { c = 2 }", "a.c", "'a.c' would still be set")]
    public void Key_that_would_stay_is_refused(string text, string path, string message)
    {
        var edit = ConfigEditor.Remove(File(text), path.Split('.'));
        Assert.Equal((message, text), (edit.Refusal!.Message, edit.File.Text));
    }

    private static string[] Names(string path) =>
        [.. path.Split('"').SelectMany((part, index) => index % 2 == 1 ? [part] : part.Split('.', StringSplitOptions.RemoveEmptyEntries))];

    private static SourceFile File(string text) => new("m.conf", text);

    private static void Check(ConfigEdit edit, string expected)
    {
        Assert.Null(edit.Refusal);
        Assert.Equal(expected, edit.File.Text);
    }
}
