using ActorMesh.Runtime.Time;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.Runtime.Time;

public sealed class InstantTests
{
    private static readonly Instant Start = new(1_000);

    [Fact]
    public void It_counts_in_spans()
    {
        var later = Start + TimeSpan.FromTicks(5);
        Assert.Equal(new Instant(1_005), later);
        Assert.Equal(TimeSpan.FromTicks(5), later - Start);
        Assert.True(later > Start && Start < later && later >= Start && Start <= later && later != Start);
        Assert.Equal(Start, Instant.Earlier(later, Start));
        Assert.Equal(Start, Instant.Earlier(Start, later));
    }

    [Fact]
    public void Never_is_later_than_everything_and_stays_so()
    {
        Assert.Equal(Instant.Never, Start + Timeout.InfiniteTimeSpan);
        Assert.Equal(Instant.Never, Instant.Never + TimeSpan.FromSeconds(1));
        Assert.Equal(Instant.Never, Start + TimeSpan.MaxValue);
        Assert.True(Start + TimeSpan.FromDays(3_652_059) < Instant.Never);
    }

    [Fact]
    public void The_clock_is_monotonic_whatever_the_wall_says()
    {
        var clock = new FakeTimeProvider();
        var before = clock.Now;
        clock.Advance(TimeSpan.FromMilliseconds(1.5));
        Assert.Equal(TimeSpan.FromMilliseconds(1.5), clock.Now - before);
    }
}
