using ActorMesh.Lab.Running;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.Lab.Running;

public sealed class EventQueueTests
{
    private readonly EventQueue _queue = new();
    private readonly List<string> _happened = [];

    [Fact]
    public void What_comes_first_happens_first_and_equals_in_the_order_in_which_they_were_planned()
    {
        Plan(20, "b");
        Plan(10, "a");
        Plan(20, "c");
        _queue.RunUntil(TimeSpan.FromSeconds(1), 100);
        Assert.Equal(["10 a", "20 b", "20 c"], _happened);
    }

    [Fact]
    public void An_event_may_plan_others_at_the_same_time()
    {
        _queue.After(Milliseconds(5), () => _queue.After(TimeSpan.Zero, () => Note("then")));
        Plan(5, "first");
        _queue.RunUntil(Milliseconds(5), 100);
        Assert.Equal(["5 first", "5 then"], _happened);
    }

    [Fact]
    public void What_is_taken_back_does_not_happen_and_does_not_count()
    {
        _queue.After(Milliseconds(5), () => Note("never")).Cancel();
        _queue.RunUntil(Milliseconds(10), 100);
        Assert.Empty(_happened);
        Assert.Equal(0, _queue.Happened);
        Assert.Equal(Milliseconds(10), _queue.Elapsed);
    }

    [Fact]
    public void Waits_of_the_same_length_keep_their_place_among_all_others()
    {
        Gen.Select(Gen.Int[0, 5], Gen.Bool, Gen.Bool).List[1, 60].Sample(plans =>
        {
            var (queue, expected, happened) = (new EventQueue(), new List<(int At, int Number)>(), new List<int>());
            foreach (var ((delay, isUsual, isCancelled), number) in plans.Select((plan, number) => (plan, number)))
            {
                // Some time passes between them, so that lanes hold events of different times.
                queue.RunUntil(queue.Elapsed + Milliseconds(number % 2), 1000);
                var at = (int)queue.Elapsed.TotalMilliseconds + delay;
                var planned = isUsual ? queue.AfterUsual(Milliseconds(delay), () => happened.Add(number)) : queue.After(Milliseconds(delay), () => happened.Add(number));
                if (isCancelled) planned.Cancel();
                else expected.Add((at, number));
            }
            queue.RunUntil(TimeSpan.FromSeconds(1), 1000);
            return happened.SequenceEqual(expected.OrderBy(one => one.At).ThenBy(one => one.Number).Select(one => one.Number));
        });
    }

    [Fact]
    public void What_comes_later_than_the_end_waits()
    {
        Plan(20, "late");
        _queue.RunUntil(Milliseconds(19), 100);
        Assert.Empty(_happened);
        _queue.RunUntil(Milliseconds(20), 100);
        Assert.Equal(["20 late"], _happened);
    }

    [Fact]
    public void Too_many_events_end_the_run()
    {
        void Again() => _queue.After(Milliseconds(1), Again);
        Again();
        Assert.False(_queue.RunUntil(TimeSpan.FromSeconds(1), 100));
    }

    [Fact]
    public void It_is_a_clock_with_timers()
    {
        var clock = (TimeProvider)_queue;
        var start = clock.GetUtcNow();
        using var timer = clock.CreateTimer(_ => Note("tick"), null, Milliseconds(10), Milliseconds(20));
        _queue.RunUntil(Milliseconds(55), 100);
        Assert.Equal(["10 tick", "30 tick", "50 tick"], _happened);
        timer.Change(Milliseconds(1), Timeout.InfiniteTimeSpan);
        _queue.RunUntil(Milliseconds(200), 100);
        Assert.Equal("56 tick", _happened[^1]);
        Assert.Equal(4, _happened.Count);
        Assert.Equal(Milliseconds(200), clock.GetUtcNow() - start);
        Assert.Equal(Milliseconds(200), clock.GetElapsedTime(0));
    }

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);

    private void Plan(int at, string what) => _queue.After(Milliseconds(at), () => Note(what));

    private void Note(string what) => _happened.Add($"{_queue.Elapsed.TotalMilliseconds} {what}");
}
