using ActorMesh.DataPlane.Clusters.Balancing;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Clusters.Balancing;

public sealed class BalancingSettingsTests
{
    [Fact]
    public void Defaults_are_sound() => Assert.Empty(new BalancingSettings().Problems());

    public static TheoryData<BalancingSettings, string> Wrong => new()
    {
        { new() { ChoiceCount = 1 }, "ChoiceCount: 1: expected 2 or more" },
        { new() { ActiveRequestBias = double.NaN }, "ActiveRequestBias: NaN: expected 0 or more" },
        { new() { RingSizeMax = 8_388_609 }, "RingSizeMax: 8388609: expected 1..8388608" },
        { new() { RingSizeMin = 2000, RingSizeMax = 1999 }, "RingSizeMin: 2000: expected 1..1999, the largest ring allowed here" },
        { new() { MaglevTableSize = 65_536 }, "MaglevTableSize: 65536: expected a prime up to 5000011, such as 65537" },
        { new() { MaglevTableSize = 5_000_077 }, "MaglevTableSize: 5000077: expected a prime up to 5000011, such as 65537" },
        { new() { HashBalanceFactor = 99 }, "HashBalanceFactor: 99: expected 100 or more, or 0 for no bound" },
        { new() { OverprovisioningFactor = 0 }, "OverprovisioningFactor: 0: expected 1 or more" },
        { new() { HealthyPanicThreshold = 101 }, "HealthyPanicThreshold: 101: expected 0..100" },
        { new() { DropOverloads = [new("lottery", 1_000_001)] }, "DropOverloads: lottery: 1000001: expected 0..1000000 parts per million" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_setting_is_named_with_what_is_expected(BalancingSettings settings, string problem) =>
        Assert.Equal([problem], settings.Problems());

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(5_000_011)]
    public void Prime_table_sizes_are_accepted(int size) => Assert.Empty(new BalancingSettings { MaglevTableSize = size }.Problems());
}
