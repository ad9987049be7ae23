using ActorMesh.Hocon.Reading;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Reading;

/// <summary>What <c>${}</c> stands for. Source of the cases: the HOCON specification, "Substitutions".</summary>
public sealed class ReferencesTests
{
    [Theory]
    [InlineData("a = 1, b = ${a}", "{a:1,b:1}")]
    [InlineData("b = ${a}, a = 1", "{b:1,a:1}")]
    [InlineData("a = ${b.\"c.d\".e}, b.\"c.d\".e = 1", "{a:1,b:{c.d:{e:1}}}")]
    [InlineData("a = x ${b}  ${b} y, b = 1", "{a:x 1  1 y,b:1}")]
    [InlineData("a = ${b}, b = [1, ${c}], c = {}", "{a:[1,{}],b:[1,{}],c:{}}")]
    [InlineData("a = \"${b}\"", "{a:\"${b}\"}")]
    [InlineData("a = ${b}${c}, b = null, c = x", "{a:nullx,b:null,c:x}")]
    [InlineData("base { x = 1, y { z = 1 } }\na = ${base} { y { w = 2 } }", "{base:{x:1,y:{z:1}},a:{x:1,y:{z:1,w:2}}}")]
    [InlineData("base { x = 1 }\na = ${base}\na { y = 2 }", "{base:{x:1},a:{x:1,y:2}}")]
    [InlineData("base { x = 1, y = 2 }\na { x = 0 }\na = ${base}\na.y = 3", "{base:{x:1,y:2},a:{x:1,y:3}}")]
    [InlineData("base { x = 1, y = ${base.x} }\na = ${base} { x = 2 }", "{base:{x:1,y:1},a:{x:2,y:1}}")]
    public void Reference_is_the_final_value(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("a = ${?x}", "{}")]
    [InlineData("a = 1, a = ${?x}", "{a:1}")]
    [InlineData("a = [1, ${?x}, 2]", "{a:[1,2]}")]
    [InlineData("a = x${?x}y", "{a:xy}")]
    [InlineData("a = ${?x}${?y}", "{}")]
    [InlineData("a = ${?x} [1]", "{a:[1]}")]
    [InlineData("a = ${?x} { b = 1 }", "{a:{b:1}}")]
    [InlineData("a = ${?a}foo", "{a:foo}")]
    [InlineData("a = ${?a}", "{}")]
    [InlineData("a = ${?b}, b = ${?a}", "{}")]
    [InlineData("a = ${?x}, b = ${?a}, c = 1", "{c:1}")]
    public void Optional_reference_may_find_nothing(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("a = [1], a = ${a} [2]", "{a:[1,2]}")]
    [InlineData("a = x, a = ${a}\":y\", a = ${a}\":z\"", "{a:\"x:y:z\"}")]
    [InlineData("a = 1, a = ${a}", "{a:1}")]
    [InlineData("a = 1, b = ${a}, a = ${a}2", "{a:12,b:12}")]
    [InlineData("a { b = 1 }, a = ${a} { c = 2 }", "{a:{b:1,c:2}}")]
    [InlineData("a { b = x }, a { b = ${a.b}y }", "{a:{b:xy}}")]
    [InlineData("bar { foo = 42, baz = ${bar.foo} }", "{bar:{foo:42,baz:42}}")]
    [InlineData("bar { foo = 42, baz = ${bar.foo} }\nbar { foo = 43 }", "{bar:{foo:43,baz:43}}")]
    [InlineData("bar : { a : ${foo.d}, b : 1 }\nbar.b = 3\nfoo : { c : ${bar.b}, d : 2 }\nfoo.d = 4", "{bar:{a:4,b:3},foo:{c:3,d:4}}")]
    [InlineData("foo : { a : { c : 1 } }\nfoo : ${foo.a}\nfoo : { a : 2 }", "{foo:{a:2,c:1}}")]
    [InlineData("a = 1, b = 2, a = ${b}, b = ${a}", "{a:1,b:1}")]
    [InlineData("a = ${?b} x, b = ${?a} y", "{a: y x,b: y x y}")]
    [InlineData("a += 1, b = ${a}, a += ${c}, c = 2", "{a:[1,2],b:[1,2],c:2}")]
    [InlineData("a = [1], a = ${a} [2], a += 3", "{a:[1,2,3]}")]
    public void Reference_to_itself_is_what_was_before(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("a = ${undefined}\na = 1", "{a:1}")]
    [InlineData("a = ${a}\na = 1", "{a:1}")]
    public void What_is_hidden_is_not_looked_up(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("a = ${HOME}", "{a:\"/here\"}")]
    [InlineData("a = ${?HOME}", "{a:\"/here\"}")]
    [InlineData("a = ${HOME}/x", "{a:\"/here/x\"}")]
    [InlineData("a = 1, a = ${?HOME}", "{a:\"/here\"}")]
    [InlineData("HOME = /there, a = ${HOME}", "{HOME:/there,a:/there}")]
    [InlineData("HOME = null, a = ${HOME}", "{HOME:null,a:null}")]
    public void What_is_set_nowhere_comes_from_the_environment(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("a = 1, a = ${?x}")]
    [InlineData("a { b = 1 }, a { c = 1 }")]
    [InlineData("a = ${base}, a { c = 1 }, base {}")]
    [InlineData("a { c = 1 }, a = ${base}, base {}")]
    [InlineData("a = [1], a = ${a} [2]")]
    [InlineData("a = [1], a += 2")]
    [InlineData("a { b = 1 }, a = ${a} { b = 2 }")]
    [InlineData("a = [{ b = 1 }, { b = 2 }]")]
    public void Building_on_what_was_set_is_no_repetition(string text) =>
        Assert.Empty(ConfigReader.Read(new SourceFile("m.conf", text)).Diagnostics);

    private static void Check(string text, string expected)
    {
        var reading = ConfigReader.Read(new SourceFile("m.conf", text), ConfigSources.None with { Environment = name => name == "HOME" ? "/here" : null });
        Assert.Equal("", string.Join('\n', reading.Diagnostics.Where(diagnostic => diagnostic.Severity is DiagnosticSeverity.Error)));
        Assert.Equal(expected, Written.Of(reading.Root));
    }
}
