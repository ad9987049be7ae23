using ActorMesh.DataPlane.Configuration.Discovery;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Configuration.Discovery;

/// <summary>A fleet that has lost its control plane does not come back all at once.</summary>
public sealed class ReconnectDelayTests
{
    [Fact]
    public void At_the_start_each_server_is_tried_once_without_a_pause()
    {
        var delay = new ReconnectDelay(new Random(1), servers: 3);

        Assert.Equal([TimeSpan.Zero, TimeSpan.Zero], [delay.Fail(), delay.Fail()]);
        Assert.InRange(delay.Fail(), TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void After_a_loss_the_first_try_is_spread_over_five_seconds()
    {
        var first = Enumerable.Range(0, 1000).Select(seed =>
        {
            var delay = new ReconnectDelay(new Random(seed), servers: 3);
            delay.Succeed();
            return delay.Fail().TotalSeconds;
        }).ToList();

        Assert.All(first, seconds => Assert.InRange(seconds, 0, 5));
        Assert.InRange(first.Average(), 2.2, 2.8);
    }

    [Fact]
    public void Then_it_waits_ever_longer_up_to_half_a_minute()
    {
        var delay = new ReconnectDelay(new Random(1), servers: 1);
        delay.Succeed();
        var waits = Enumerable.Range(0, 50).Select(_ => delay.Fail()).Skip(1).ToList();

        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30)));
        Assert.True(waits[0] <= TimeSpan.FromSeconds(1));
        Assert.True(waits.Max() > TimeSpan.FromSeconds(20));
    }
}
