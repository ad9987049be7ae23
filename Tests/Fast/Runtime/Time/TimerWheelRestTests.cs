using ActorMesh.Runtime.Time;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.Runtime.Time;

/// <summary>A proxy at rest has nothing to wait for, and so nothing to wake up for a hundred times a second.</summary>
public sealed class TimerWheelRestTests : IDisposable
{
    private readonly ManualClock _clock = new(startTicks: 12_345);
    private readonly TimerWheel _wheel;

    public TimerWheelRestTests() => _wheel = new TimerWheel(_clock);

    public void Dispose() => _wheel.Dispose();

    private bool IsResting => _clock.DueTime == Timeout.InfiniteTimeSpan;

    [Fact]
    public void It_rests_until_the_first_alarm_and_again_behind_the_last()
    {
        var rings = 0;
        Assert.True(IsResting);
        var alarm = new Alarm(_wheel, () => rings++);
        alarm.Set(_clock.Now + TimeSpan.FromMilliseconds(15));
        Assert.False(IsResting);
        Turn(TimeSpan.FromMilliseconds(10));
        Assert.False(IsResting);
        Turn(TimeSpan.FromMilliseconds(20));
        Assert.Equal((1, true), (rings, IsResting));
    }

    [Fact]
    public void An_alarm_that_was_removed_keeps_nobody_awake()
    {
        var alarm = new Alarm(_wheel, () => Assert.Fail("it was removed"));
        alarm.Set(_clock.Now + TimeSpan.FromHours(1));
        alarm.Remove();
        Turn(TimeSpan.FromMilliseconds(10));
        Assert.True(IsResting);
    }

    [Fact]
    public void It_wakes_where_buckets_begin_however_long_it_rested()
    {
        var (rings, alarm) = (0, default(Alarm));
        foreach (var rest in (int[])[3, 17, 10_241, 123_456_789])
        {
            _clock.Ticks += TimeSpan.FromMilliseconds(rest).Ticks;
            alarm ??= new Alarm(_wheel, () => rings++);
            alarm.Set(_clock.Now + TimeSpan.FromMilliseconds(1));
            Assert.Equal(0, (_clock.Ticks + _clock.DueTime.Ticks - 12_345) % TimerWheel.Tick.Ticks);
            var before = rings;
            Turn(TimeSpan.FromTicks(_clock.Ticks + _clock.DueTime.Ticks - 12_345));
            Assert.Equal((before + 1, true), (rings, IsResting));
        }
    }

    /// <param name="since">Time since the wheel was made.</param>
    private void Turn(TimeSpan since)
    {
        _clock.Ticks = 12_345 + since.Ticks;
        _clock.Fire();
    }
}
