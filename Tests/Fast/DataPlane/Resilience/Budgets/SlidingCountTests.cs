using ActorMesh.DataPlane.Resilience.Budgets;
using ActorMesh.Runtime.Time;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Resilience.Budgets;

public sealed class SlidingCountTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    /// <summary>Steps of time and, at each, how often it happens.</summary>
    private static readonly Gen<(long Start, (int Milliseconds, int Times)[] Steps)> Histories =
        Gen.Select(Gen.Long[0, 1L << 58], Gen.Select(Gen.Int[0, 4000], Gen.Int[0, 5]).Array[1, 60]);

    [Fact]
    public void The_last_window_is_counted_whole_and_no_more_than_a_tenth_beyond() =>
        Histories.Sample(history =>
        {
            var (count, now, happened) = (new SlidingCount(Window), new Instant(history.Start), new List<Instant>());
            foreach (var (milliseconds, times) in history.Steps)
            {
                now += TimeSpan.FromMilliseconds(milliseconds);
                for (var i = 0; i < times; i++)
                {
                    count.Add(now);
                    happened.Add(now);
                }

                var sum = count.Sum(now);
                Assert.InRange(sum, happened.Count(at => now - at < Window), happened.Count(at => now - at < Window * 1.1));
            }
        });

    [Fact]
    public void What_happens_by_an_old_clock_is_counted_late_and_once()
    {
        var count = new SlidingCount(Window);
        var now = new Instant(0) + TimeSpan.FromSeconds(1000);
        count.Add(now);
        count.Add(now + TimeSpan.FromSeconds(-11));
        Assert.Equal(2, count.Sum(now));
        Assert.Equal(2, count.Sum(now + TimeSpan.FromSeconds(-11)));
        Assert.Equal(0, count.Sum(now + TimeSpan.FromSeconds(12)));
    }

    [Fact]
    public async Task Nothing_is_lost_when_threads_meet_in_a_new_tenth()
    {
        const int Threads = 4, Tenths = 200, Times = 500;
        for (var round = 0; round < 3; round++)
        {
            var (count, barrier) = (new SlidingCount(Window), new Barrier(Threads));
            var lost = new bool[Threads];
            await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(
                () =>
                {
                    for (var tenth = 0; tenth < Tenths; tenth++)
                    {
                        var now = new Instant(0) + TimeSpan.FromSeconds(tenth);
                        barrier.SignalAndWait();
                        for (var i = 0; i < Times; i++) count.Add(now);
                        barrier.SignalAndWait();
                        lost[thread] |= count.Sum(now) != Math.Min(tenth + 1, 11) * Threads * Times;
                    }
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
            Assert.DoesNotContain(true, lost);
        }
    }
}
