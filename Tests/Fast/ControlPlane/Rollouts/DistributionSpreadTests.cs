using ActorMesh.ControlPlane.Rollouts;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Rollouts;

public sealed class DistributionSpreadTests
{
    private static readonly DateTimeOffset Published = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_is_the_time_from_publication_to_each_acknowledgement()
    {
        var proxies = Enumerable.Range(1, 100).Select(i => Proxy($"p{i}", 7, Published.AddMilliseconds(10 * i)));
        var spread = DistributionSpread.Of(proxies, _ => 7, Published);
        Assert.Equal(100, spread.Acknowledged);
        Assert.Empty(spread.Waiting);
        Assert.Equal((500, 990, 1000), (spread.P50!.Value.TotalMilliseconds, spread.P99!.Value.TotalMilliseconds, spread.Last!.Value.TotalMilliseconds));
    }

    [Fact]
    public void Who_came_later_or_had_it_before_does_not_count()
    {
        var spread = DistributionSpread.Of(
            [
                Proxy("had-it", 7, Published.AddHours(-1)),
                Proxy("came-later", 7, Published.AddHours(1)) with { ConnectedAt = Published.AddMinutes(59) },
                Proxy("gone", 6, Published) with { GoneAt = Published },
                Proxy("waits", 6, Published.AddHours(-1)),
                Proxy("is-not-served", 0, Published) with { IsUnserved = true },
            ],
            _ => 7, Published);
        Assert.Equal(2, spread.Acknowledged);
        Assert.Equal(["waits"], spread.Waiting);
        Assert.Null(spread.P50);
    }

    private static LedgerProxy Proxy(string id, long running, DateTimeOffset at) => new(id, "s", "n:1", Published.AddDays(-1), running, 0, "", at, null);
}
