using ActorMesh.Cli.Control;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Control;

public sealed class LinkWatchTests
{
    [Fact]
    public void The_nearer_the_end_the_louder_and_not_before_a_quarter_is_left()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        List<string> said = [];
        using var watch = new LinkWatch(clock.GetUtcNow().AddDays(40), said.Add, clock);

        Pass(clock, days: 30);
        Assert.Null(watch.Note);
        Assert.Empty(said);

        Pass(clock, days: 9);
        Assert.InRange(said.Count, 9, 12);
        Assert.Contains("ends in 9d", said[0], StringComparison.Ordinal);

        Pass(clock, days: 2);
        Assert.Contains("has ended", watch.Note, StringComparison.Ordinal);
        Assert.Contains("restart this node", said[^1], StringComparison.Ordinal);
    }

    private static void Pass(FakeTimeProvider clock, int days)
    {
        for (var hour = 0; hour < 24 * days; hour++) clock.Advance(TimeSpan.FromHours(1));
    }
}
