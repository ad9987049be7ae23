using ActorMesh.Runtime.Time;
using ActorMesh.Tests.Fast.Kit;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.Runtime.Time;

public sealed class TimerWheelTests : IDisposable
{
    private static readonly TimeSpan Tick = TimerWheel.Tick;

    private readonly FakeTimeProvider _clock = new();
    private readonly TimerWheel _wheel;
    private int _rings;

    public TimerWheelTests() => _wheel = new TimerWheel(_clock);

    public void Dispose() => _wheel.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(1_000)]
    [InlineData(10_230)]
    [InlineData(10_240)]
    [InlineData(10_250)]
    [InlineData(3_600_000)]
    public void It_rings_at_its_time_or_a_tick_later_and_once(int milliseconds)
    {
        var due = TimeSpan.FromMilliseconds(milliseconds);
        var alarm = New();
        alarm.Set(_clock.Now + due);
        if (milliseconds > 0) _clock.Advance(due - TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, _rings);
        _clock.Advance(Tick + TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, _rings);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, _rings);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5_000)]
    [InlineData(9_999)]
    public void It_is_no_later_on_a_clock_that_began_between_two_ticks(int microseconds)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMicroseconds(microseconds));
        using var wheel = new TimerWheel(clock);
        for (var offset = 0; offset < 20; offset++)
        {
            var rang = false;
            var alarm = new Alarm(wheel, () => rang = true);
            alarm.Set(clock.Now + TimeSpan.FromMilliseconds(offset));
            clock.Advance(TimeSpan.FromMilliseconds(offset) + Tick);
            Assert.True(rang, $"{offset} ms");
        }
    }

    [Fact]
    public void Moved_later_it_rings_later()
    {
        var alarm = New();
        alarm.Set(In(100));
        _clock.Advance(TimeSpan.FromMilliseconds(90));
        alarm.Set(In(100));
        _clock.Advance(TimeSpan.FromMilliseconds(99));
        Assert.Equal(0, _rings);
        _clock.Advance(TimeSpan.FromMilliseconds(11));
        Assert.Equal(1, _rings);
    }

    [Fact]
    public void Moved_earlier_it_rings_earlier()
    {
        var alarm = New();
        alarm.Set(In(3_600_000));
        alarm.Set(In(50));
        _clock.Advance(TimeSpan.FromMilliseconds(60));
        Assert.Equal(1, _rings);
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, _rings);
    }

    [Fact]
    public void Pushed_back_a_thousand_times_it_does_not_ring()
    {
        var alarm = New();
        for (var round = 0; round < 1_000; round++)
        {
            alarm.Set(In(100));
            _clock.Advance(TimeSpan.FromMilliseconds(99));
        }

        Assert.Equal(0, _rings);
        _clock.Advance(TimeSpan.FromMilliseconds(11));
        Assert.Equal(1, _rings);
    }

    [Fact]
    public void Cleared_it_does_not_ring_until_it_is_set_again()
    {
        var alarm = New();
        alarm.Set(In(100));
        alarm.Clear();
        _clock.Advance(TimeSpan.FromMilliseconds(200));
        Assert.Equal(0, _rings);
        alarm.Set(In(50));
        _clock.Advance(TimeSpan.FromMilliseconds(60));
        Assert.Equal(1, _rings);
    }

    [Fact]
    public void Cleared_and_set_before_its_old_time_it_rings_at_the_new_one()
    {
        var alarm = New();
        alarm.Set(In(100));
        alarm.Clear();
        alarm.Set(In(200));
        _clock.Advance(TimeSpan.FromMilliseconds(199));
        Assert.Equal(0, _rings);
        _clock.Advance(TimeSpan.FromMilliseconds(11));
        Assert.Equal(1, _rings);
    }

    [Fact]
    public void Removed_it_never_rings()
    {
        var alarm = New();
        alarm.Set(In(100));
        alarm.Remove();
        alarm.Remove();
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, _rings);
    }

    [Fact]
    public void Set_to_never_it_never_rings()
    {
        var alarm = New();
        alarm.Set(In(100));
        alarm.Set(_clock.Now + Timeout.InfiniteTimeSpan);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, _rings);
        alarm.Set(In(10));
        _clock.Advance(TimeSpan.FromMilliseconds(20));
        Assert.Equal(1, _rings);
    }

    [Fact]
    public void Set_to_a_time_that_has_passed_it_rings_within_a_tick()
    {
        _clock.Advance(TimeSpan.FromSeconds(5));
        New().Set(new Instant(_clock.Now.Ticks - TimeSpan.TicksPerSecond));
        Assert.Equal(0, _rings);
        _clock.Advance(Tick);
        Assert.Equal(1, _rings);
    }

    [Fact]
    public void Whoever_is_rung_may_set_the_alarm_again()
    {
        var alarm = New();
        var ringing = new Alarm(_wheel, () => alarm.Set(In(10)));
        ringing.Set(In(10));
        _clock.Advance(TimeSpan.FromMilliseconds(20));
        Assert.Equal(0, _rings);
        _clock.Advance(TimeSpan.FromMilliseconds(20));
        Assert.Equal(1, _rings);
    }

    [Fact]
    public void An_alarm_that_is_removed_while_others_ring_does_not_ring()
    {
        var clock = new ManualClock();
        using var wheel = new TimerWheel(clock);
        Alarm[] both = [];
        var rings = 0;
        both = [NewRemover(), NewRemover()];
        foreach (var alarm in both) alarm.Set(clock.Now + Tick);
        clock.Ticks += 5 * Tick.Ticks;
        clock.Fire();
        Assert.Equal(1, rings);

        Alarm NewRemover() => new(wheel, () =>
        {
            rings++;
            foreach (var alarm in both) alarm.Remove();
        });
    }

    [Fact]
    public void A_timer_that_fires_while_the_last_turn_still_rings_does_no_harm()
    {
        var clock = new ManualClock();
        using var wheel = new TimerWheel(clock);
        var rings = 0;
        var alarms = Enumerable.Range(1, 10).Select(_ => new Alarm(wheel, () =>
        {
            rings++;
            clock.Ticks += Tick.Ticks;
            clock.Fire();
        })).ToList();
        for (var n = 0; n < alarms.Count; n++) alarms[n].Set(clock.Now + (n / 2 + 1) * Tick);
        for (var turn = 0; turn < 10; turn++)
        {
            clock.Ticks += Tick.Ticks;
            clock.Fire();
        }

        Assert.Equal(10, rings);
    }

    [Fact]
    public void A_timer_that_was_late_for_minutes_rings_everything_once()
    {
        var clock = new ManualClock();
        using var wheel = new TimerWheel(clock);
        var rings = new int[200];
        var alarms = rings.Select((_, n) => new Alarm(wheel, () => rings[n]++)).ToList();
        for (var n = 0; n < alarms.Count; n++) alarms[n].Set(clock.Now + TimeSpan.FromMilliseconds(n * 170));
        clock.Ticks += TimeSpan.FromMinutes(3).Ticks;
        clock.Fire();
        Assert.All(rings, count => Assert.Equal(1, count));
    }

    [Fact]
    public void Setting_allocates_nothing()
    {
        var alarm = New();
        alarm.Set(In(1_000));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 1_000; round++)
        {
            alarm.Set(In(1_000));
            alarm.Set(In(500));
            alarm.Clear();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>Alarms that are set, moved, cleared and removed at random ring when a plain list of due times says so.</summary>
    [Fact]
    public void Thousands_of_alarms_ring_as_a_list_of_times_would() =>
        Gen.Select(Gen.Int[0, 99], Gen.Int[0, 9], Gen.OneOf(Gen.Int[0, 300], Gen.Int[0, 25_000]), Gen.Int[0, 40]).Array[1_000].Sample(steps =>
        {
            var clock = new ManualClock(startTicks: 12_345_678);
            using var wheel = new TimerWheel(clock);
            var (due, rang) = (new long?[100], new long?[100]);
            var alarms = due.Select((_, n) => new Alarm(wheel, () => rang[n] = clock.Ticks)).ToList();
            foreach (var (which, action, milliseconds, pause) in steps)
            {
                if (action == 0) alarms[which].Clear();
                else if (action == 1) alarms[which].Remove();
                else alarms[which].Set(clock.Now + TimeSpan.FromMilliseconds(milliseconds));
                due[which] = action <= 1 ? null : clock.Ticks + milliseconds * TimeSpan.TicksPerMillisecond;
                for (var turn = 0; turn < pause; turn++)
                {
                    clock.Ticks += Tick.Ticks;
                    clock.Fire();
                    Compare(due, rang, clock.Ticks);
                }
            }
        }, iter: 10);

    private static void Compare(long?[] due, long?[] rang, long now)
    {
        for (var n = 0; n < due.Length; n++)
        {
            if (rang[n] is null)
            {
                Assert.False(due[n] + Tick.Ticks <= now, $"{n} is due since {due[n]} and has not rung at {now}");
                continue;
            }

            Assert.True(due[n] <= now, $"{n} rang at {now}, due {due[n]}");
            due[n] = rang[n] = null;
        }
    }

    private Alarm New() => new(_wheel, () => _rings++);

    private Instant In(int milliseconds) => _clock.Now + TimeSpan.FromMilliseconds(milliseconds);
}
