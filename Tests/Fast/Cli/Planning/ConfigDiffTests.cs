using ActorMesh.Cli.Describing;
using ActorMesh.Cli.Planning;
using ActorMesh.Hocon.Reading;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Planning;

public sealed class ConfigDiffTests
{
    [Theory]
    [InlineData("a = 1", "a = 1", "")]
    [InlineData("a = 1", "a = 2", "Change a 1 -> 2 @5")]
    [InlineData("a { b = 1 }", "a.b = 2", "Change a.b 1 -> 2 @7")]
    [InlineData("a = 1", "a = 1, b { c = 2 }", "Add b  -> { c = 2 } @8")]
    [InlineData("a { b { c = 2 } }", "a {}", "Remove a.b { c = 2 } -> @")]
    [InlineData("a = 1", "a = null", "Remove a 1 -> @")]
    [InlineData("a = null", "b = null", "")]
    [InlineData("a = \"/\"", "a { p = \"/\" }", "Change a / -> { p = / } @3")]
    [InlineData("a = 1s, b = on, c = 50%, d = 64KiB", "a = 1000ms, b = true, c = 50.0%, d = 65536B", "")]
    [InlineData("a = [1s, x]", "a = [1000ms, x]", "")]
    [InlineData("a = [x, y]", "a = [y, x]", "Change a [x, y] -> [y, x] @5")]
    [InlineData("c = 1, a = 1, b = 1", "a = 2, d = 1, b = 2", "Change a 1 -> 2 @5; Change b 1 -> 2 @19; Add d  -> 1 @8; Remove c 1 -> @")]
    [InlineData("services.o.x { a = 1, b = 1 }", "services.o.x { b = 1, a = 1 }", "")]
    [InlineData("services.o.routes { a = 1, b = 1, c = 1 }", "services.o.routes { b = 1, a = 1, d = 1 }",
        "Change services.o.routes [a, b] -> [b, a] @19; Add services.o.routes.d  -> 1 @35; Remove services.o.routes.c 1 -> @")]
    public void What_means_the_same_is_the_same_and_the_rest_is_listed(string old, string @new, string expected) =>
        Assert.Equal(expected, string.Join("; ", ConfigDiff.Of(Root(old), Root(@new)).Select(Line)));

    [Fact]
    public void A_configuration_does_not_differ_from_itself_and_what_differs_does_so_both_ways()
    {
        var scalar = Gen.OneOf("1", "1s", "1000ms", "on", "true", "[a]", "null");
        var pairs = Gen.Select(Gen.OneOf("a", "b", "c", "a.d", "services.x.routes.e"), scalar, (key, value) => $"{key} = {value}").List[0, 6];
        Gen.Select(pairs, pairs).Sample((left, right) =>
        {
            var (a, b) = (Root(string.Join('\n', left)), Root(string.Join('\n', right)));
            Assert.Empty(ConfigDiff.Of(a, a));
            Assert.Equal(ConfigDiff.Of(a, b).Count, ConfigDiff.Of(b, a).Count);
        });
    }

    private static string Line(Change change) =>
        $"{change.Kind} {change.Path} {(change.Old is { } old ? ValueLine.Of(old) : "")} -> {(change.New is { } @new ? ValueLine.Of(@new) + " " : "")}@{change.Origin?.Position.Column}";

    private static ConfigObject Root(string text) => ConfigReader.Read(new SourceFile("a.conf", text)).Root!;
}
