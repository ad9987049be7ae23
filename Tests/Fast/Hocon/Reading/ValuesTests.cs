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
    [InlineData("a\n= 5", "{a:5}")]
    [InlineData("{\"a\"\n:\n[\n1\n,\n2\n]\n}", "{a:[1,2]}")]
    [InlineData("a = [[1, 2] [3], [4]\n[5]]", "{a:[[1,2,3],[4],[5]]}")]
    [InlineData("a = { b = 1, c { d = 2 } } { c { e = 3 } }", "{a:{b:1,c:{d:2,e:3}}}")]
    [InlineData("a { b = 1 }, a = null, a { c = 2 }", "{a:{c:2}}")]
    [InlineData("a { b = 1 }, a = 5", "{a:5}")]
    [InlineData("a = true false", "{a:true false}")]
    [InlineData("a = null x", "{a:null x}")]
    [InlineData("a = x/y, b = x//y", "{a:x/y,b:x}")]
    [InlineData("a = 1\u00a0\u2003# c", "{a:1}")]
    [InlineData("a = \"\"\"\"\"\"", "{a:\"\"}")]
    [InlineData("a = \"\"\"\\n\"\"\"", "{a:\"\\n\"}")]
    [InlineData("10.0foo = 1, foo10.0 = 2, foo\"10.0\" = 3", "{10:{0foo:1},foo10:{0:2},foo10.0:3}")]
    [InlineData("true = 1, null = 2", "{true:1,null:2}")]
    [InlineData("a . b = 1", "{a :{ b:1}}")]
    [InlineData("a = [1] { \"1\" : c, \"0\" : b, x : y }", "{a:[1,b,c]}")]
    [InlineData("a = null", "{a:null}")]
    [InlineData("a = \"null\"", "{a:\"null\"}")]
    public void Text_is_read(string text, string expected)
    {
        var reading = ConfigReader.Read(new SourceFile("a.conf", text));
        Assert.Equal("", string.Join('\n', reading.Diagnostics.Where(diagnostic => diagnostic.Severity is DiagnosticSeverity.Error)));
        Assert.Equal(expected, Written.Of(reading.Root));
    }
}
