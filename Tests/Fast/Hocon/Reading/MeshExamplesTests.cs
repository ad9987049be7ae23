using ActorMesh.Hocon.Reading;
using ActorMesh.Tests.Fast.Tidy;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Reading;

public sealed class MeshExamplesTests
{
    [Theory]
    [InlineData("shop.conf")]
    [InlineData("every-knob.conf")]
    public void Example_is_read_without_a_word(string name)
    {
        var text = File.ReadAllText(Path.Combine(SourceTree.Root, "Hocon", "Examples", name));
        var reading = ConfigReader.Read(new SourceFile(name, text));
        Assert.Empty(reading.Diagnostics);
        Assert.Equal(["frontend", "orders", "inventory", "payments"], Assert.IsType<ConfigObject>(reading.Root!.Value("services")).Entries.Select(entry => entry.Key));
    }
}
