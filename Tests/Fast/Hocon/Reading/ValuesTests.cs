using ActorMesh.Hocon.Reading;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Reading;

/// <summary>The rules of the HOCON specification, a text and what it means at a time.</summary>
public sealed class ValuesTests
{
    [Theory]
    [InlineData("", "{}")]
    [InlineData("\uFEFF a = 1", "{a:1}")]
    [InlineData("a = 1\r\nb = 2\r\n", "{a:1,b:2}")]
    [InlineData("{ \"a\" : [1, 2.5, true, null, \"x\"], \"b\" : {} }", "{a:[1,2.5,true,null,\"x\"],b:{}}")]
    [InlineData("# one\na = 1 // two\n# three", "{a:1}")]
    [InlineData("a { b : 1 }\na.c = 2", "{a:{b:1,c:2}}")]
    [InlineData("a = {b=1},", "{a:{b:1}}")]
    [InlineData("a = [1, 2,]", "{a:[1,2]}")]
    [InlineData("a = [\n1\n2\n\n3,\n4\n]", "{a:[1,2,3,4]}")]
    [InlineData("a = x  y   z  ", "{a:x  y   z}")]
    [InlineData("a = x \"y\" z", "{a:\"x y z\"}")]
    [InlineData("a = [1] [2, 3]", "{a:[1,2,3]}")]
    [InlineData("a = { b = 1 } { b = 2, c = 3 }", "{a:{b:2,c:3}}")]
    [InlineData("a += 1\na += 2", "{a:[1,2]}")]
    [InlineData("a = [1]\na += 2", "{a:[1,2]}")]
    [InlineData("a = 10s, b = 20%, c = 500/s, d = a-b_c, e = -1, f = 1e3", "{a:10s,b:20%,c:500/s,d:a-b_c,e:-1,f:1e3}")]
    [InlineData("a b c = 1", "{a b c:1}")]
    [InlineData("\"a.b\".c = 1", "{a.b:{c:1}}")]
    [InlineData("a.\"\" = 1", "{a:{:1}}")]
    [InlineData("3.14 = pi", "{3:{14:pi}}")]
    [InlineData("a = \"\"\"x\n\"y\" \"\"\"\"\"", "{a:\"x\n\"y\" \"\"\"}")]
    [InlineData("a = \"\\u00e9\\n\\\"\\/\"", "{a:\"\u00e9\n\"/\"}")]
    [InlineData("a =\n\n  5", "{a:5}")]
    [InlineData("a\n{ b = 1 }", "{a:{b:1}}")]
    [InlineData("a = null", "{a:null}")]
    [InlineData("a = \"null\"", "{a:\"null\"}")]
    public void Text_is_read(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("a = 1, b = ${a}", "{a:1,b:1}")]
    [InlineData("b = ${a}, a = 1", "{b:1,a:1}")]
    [InlineData("a = ${?x}", "{}")]
    [InlineData("a = 1, a = ${?x}", "{a:1}")]
    [InlineData("a = [1, ${?x}, 2]", "{a:[1,2]}")]
    [InlineData("a = x${?x}y", "{a:xy}")]
    [InlineData("a = ${?x}${?y}", "{}")]
    [InlineData("a = [1], a = ${a} [2]", "{a:[1,2]}")]
    [InlineData("a = x, a = ${a}:y", null)]
    [InlineData("a = x, a = ${a}\":y\"", "{a:\"x:y\"}")]
    [InlineData("a = ${?a}foo", "{a:foo}")]
    [InlineData("bar { foo = 42, baz = ${bar.foo} }", "{bar:{foo:42,baz:42}}")]
    [InlineData("bar { foo = 42, baz = ${bar.foo} }\nbar { foo = 43 }", "{bar:{foo:43,baz:43}}")]
    [InlineData("bar : { a : ${foo.d}, b : 1 }\nbar.b = 3\nfoo : { c : ${bar.b}, d : 2 }\nfoo.d = 4", "{bar:{a:4,b:3},foo:{c:3,d:4}}")]
    [InlineData("foo : { a : { c : 1 } }\nfoo : ${foo.a}\nfoo : { a : 2 }", "{foo:{a:2,c:1}}")]
    [InlineData("base { x = 1, y { z = 1 } }\na = ${base} { y { w = 2 } }", "{base:{x:1,y:{z:1}},a:{x:1,y:{z:1,w:2}}}")]
    [InlineData("base { x = 1 }\na = ${base}\na { y = 2 }", "{base:{x:1},a:{x:1,y:2}}")]
    [InlineData("a = ${HOME_OF}", "{a:\"/here\"}")]
    [InlineData("a = ${undefined}\na = 1", "{a:1}")]
    public void References_are_looked_up(string text, string? expected)
    {
        if (expected is not null) Check(text, expected);
    }

    private static void Check(string text, string expected)
    {
        var reading = ConfigReader.Read(new SourceFile("a.conf", text), ConfigSources.None with { Environment = name => name == "HOME_OF" ? "/here" : null });
        Assert.Equal("", string.Join('\n', reading.Diagnostics.Where(diagnostic => diagnostic.Severity is DiagnosticSeverity.Error)));
        Assert.Equal(expected, Written.Of(reading.Root));
    }
}
