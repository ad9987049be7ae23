using ActorMesh.Runtime.Time;
using Xunit;

namespace ActorMesh.Tests.Fast.Runtime.Time;

/// <summary>A fleet that has lost its control plane does not come back all at once.</summary>
public sealed class ReconnectDelayTests
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(30);

    [Fact]
    public void At_the_start_each_place_is_tried_once_without_a_pause()
    {
        var delay = new ReconnectDelay(new Random(1), Least, Most) { Places = 3 };

        Assert.Equal([TimeSpan.Zero, TimeSpan.Zero], [delay.Fail(), delay.Fail()]);
        Assert.InRange(delay.Fail(), Least, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void After_a_loss_the_first_try_is_spread()
    {
        var first = Enumerable.Range(0, 1000).Select(seed =>
        {
            var delay = new ReconnectDelay(new Random(seed), Least, Most) { Places = 3, Spread = TimeSpan.FromSeconds(5) };
            delay.Succeed();
            return delay.Fail().TotalSeconds;
        }).ToList();

        Assert.All(first, seconds => Assert.InRange(seconds, 0, 5));
        Assert.InRange(first.Average(), 2.2, 2.8);
    }

    [Fact]
    public void Then_it_waits_ever_longer_up_to_a_limit_until_it_works()
    {
        var delay = new ReconnectDelay(new Random(1), Least, Most);
        delay.Succeed();
        var waits = Enumerable.Range(0, 50).Select(_ => delay.Fail()).ToList();

        Assert.All(waits, wait => Assert.InRange(wait, Least, Most));
        Assert.True(waits[0] <= TimeSpan.FromSeconds(1));
        Assert.True(waits.Max() > TimeSpan.FromSeconds(20));
        delay.Succeed();
        Assert.True(delay.Fail() <= TimeSpan.FromSeconds(1));
    }
}
