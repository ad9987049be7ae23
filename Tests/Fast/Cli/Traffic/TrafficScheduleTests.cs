using ActorMesh.Cli.Traffic;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Traffic;

public sealed class TrafficScheduleTests
{
    [Fact]
    public void The_first_is_due_at_once_and_the_rest_evenly()
    {
        var schedule = new TrafficSchedule(10);
        int[] looks = [0, 99, 100, 199, 400];
        Assert.Equal([1, 0, 1, 0, 3], looks.Select(at => schedule.TakeDue(TimeSpan.FromMilliseconds(at))));
    }

    [Fact]
    public void However_often_it_is_asked_the_rate_is_the_same() => Gen.Select(Gen.Double[0.01, 10_000], Gen.Int[0, 10_000].Array[1, 50]).Sample((rate, looks) =>
    {
        var schedule = new TrafficSchedule(rate);
        var given = looks.Order().Sum(at => schedule.TakeDue(TimeSpan.FromMilliseconds(at)));
        Assert.Equal((int)Math.Floor(looks.Max() / 1000.0 * rate) + 1, given);
    });

    [Fact]
    public void A_clock_that_goes_back_makes_nothing_due()
    {
        var schedule = new TrafficSchedule(1);
        Assert.Equal(11, schedule.TakeDue(TimeSpan.FromSeconds(10)));
        Assert.Equal(0, schedule.TakeDue(TimeSpan.FromSeconds(5)));
    }
}
