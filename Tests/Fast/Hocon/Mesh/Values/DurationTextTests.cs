using ActorMesh.Hocon.Mesh.Values;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Mesh.Values;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("30s", 30_000)]
    [InlineData("250ms", 250)]
    [InlineData("1.5s", 1_500)]
    [InlineData("2m", 120_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("0s", 0)]
    [InlineData("1500us", 1.5)]
    public void A_number_and_a_unit_make_a_duration(string text, double milliseconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration, out _));
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), duration);
    }

    [Theory]
    [InlineData("5", "duration '5' has no unit; write 5s or 5ms")]
    [InlineData("5 parsecs", "duration '5 parsecs' has the unknown unit 'parsecs'; units are us, ms, s, m, h and d")]
    [InlineData("5S", "duration '5S' has the unknown unit 'S'; units are us, ms, s, m, h and d")]
    [InlineData("", "duration '' does not start with a number; write it like 500ms, 2s or 1m")]
    [InlineData("-1s", "duration '-1s' does not start with a number; write it like 500ms, 2s or 1m")]
    [InlineData("1.2.3s", "duration '1.2.3s' does not start with a number; write it like 500ms, 2s or 1m")]
    [InlineData("10001d", "duration '10001d' is more than 10000d")]
    [InlineData("99999999999999999999999999999s", "duration '99999999999999999999999999999s' does not start with a number; write it like 500ms, 2s or 1m")]
    public void What_is_wrong_is_said_with_what_to_write_instead(string text, string expected)
    {
        Assert.False(DurationText.TryParse(text, out _, out var problem));
        Assert.Equal(expected, problem);
    }

    [Fact]
    public void What_is_written_reads_back_as_the_same() =>
        Gen.Long[0, TimeSpan.FromDays(9_999).Ticks].Sample(ticks =>
        {
            Assert.True(DurationText.TryParse(DurationText.Of(new TimeSpan(ticks)), out var read, out var problem), problem);
            Assert.Equal(ticks, read.Ticks);
        });

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1_500, "1500ms")]
    [InlineData(2_000, "2s")]
    [InlineData(120_000, "2m")]
    [InlineData(90_000, "90s")]
    public void The_largest_unit_without_a_fraction_is_written(double milliseconds, string expected) =>
        Assert.Equal(expected, DurationText.Of(TimeSpan.FromMilliseconds(milliseconds)));
}
