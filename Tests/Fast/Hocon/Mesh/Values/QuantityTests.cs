using ActorMesh.Hocon.Mesh.Values;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Mesh.Values;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("64KiB", 65_536)]
    [InlineData("64kB", 64_000)]
    [InlineData("1.5MiB", 1_572_864)]
    [InlineData("2GB", 2_000_000_000)]
    [InlineData("0B", 0)]
    public void Sizes_tell_1000_from_1024(string text, long bytes)
    {
        Assert.Null(Quantity.Size.Parse(text, out var value));
        Assert.Equal(bytes, value);
    }

    [Theory]
    [InlineData("100/s", 360_000)]
    [InlineData("5/m", 300)]
    [InlineData("1/h", 1)]
    public void Rates_have_their_time(string text, long perHour)
    {
        Assert.Null(Quantity.Rate.Parse(text, out var value));
        Assert.Equal(perHour, value);
    }

    [Theory]
    [InlineData("64", "size '64' has no unit; write 64B or 64KiB")]
    [InlineData("64kb", "size '64kb' has the unknown unit 'kb'; units are B, kB, KiB, MB, MiB, GB, GiB, TB and TiB")]
    [InlineData("KiB", "size 'KiB' does not start with a number; write it like 64KiB or 4MiB")]
    [InlineData("9999999999999999999999TB", "size '9999999999999999999999TB' is out of all bounds; write it like 64KiB or 4MiB")]
    public void What_is_wrong_is_said_with_what_to_write_instead(string text, string expected) =>
        Assert.Equal(expected, Quantity.Size.Parse(text, out _)?.ToString());

    [Fact]
    public void What_is_written_reads_back_as_the_same() =>
        Gen.Long[0, 1L << 50].Sample(bytes => Quantity.Size.Parse(Quantity.Size.Text(bytes), out var read) is null && read == bytes);
}
