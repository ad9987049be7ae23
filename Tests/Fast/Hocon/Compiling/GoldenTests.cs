using ActorMesh.Tests.Fast.Tidy;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Compiling;

/// <summary>All of what the shop example is compiled to, to be looked at by eye when it changes.</summary>
public sealed class GoldenTests
{
    [Theory]
    [InlineData("frontend")]
    [InlineData("orders")]
    [InlineData("inventory")]
    [InlineData("payments")]
    public void The_shop_is_compiled_to_this(string service)
    {
        var golden = Path.Combine(SourceTree.Root, "Tests/Fast/Hocon/Compiling/Goldens", $"{service}.json");
        var actual = $"{Compiled.Json(Compiled.Of(Examples.Mesh("shop.conf"), service).Bootstrap)}\n";
        var expected = File.Exists(golden) ? File.ReadAllText(golden).ReplaceLineEndings("\n") : "";
        if (expected == actual) return;

        var beside = Path.Combine(AppContext.BaseDirectory, $"{service}.actual.json");
        File.WriteAllText(beside, actual);
        Assert.Fail($"{golden} differs from {beside}; if the latter is right, copy it over the former.");
    }
}
