using ActorMesh.DataPlane.Resilience.Breaking;
using ActorMesh.Runtime.Time;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Resilience.Breaking;

public sealed class AttemptWindowTests
{
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(10);
    private static readonly long Start = TimeSpan.TicksPerDay * 1000;

    private static readonly Gen<(int Wait, bool IsBad)[]> Attempts = Gen.Select(Gen.Frequency((8, Gen.Int[0, 700]), (1, Gen.Int[0, 30_000])), Gen.Bool).Array[1, 100];

    [Fact]
    public void It_counts_what_lies_in_its_last_ten_buckets() => Attempts.Sample(attempts =>
    {
        var (window, now) = (new AttemptWindow(Span), Start);
        var all = new List<(long Bucket, bool IsBad)>();
        foreach (var (wait, isBad) in attempts)
        {
            now += wait * TimeSpan.TicksPerMillisecond;
            window.Record(isBad, new Instant(now));
            all.Add((now / TimeSpan.TicksPerSecond, isBad));
            var counted = all.Where(one => one.Bucket > now / TimeSpan.TicksPerSecond - 10).ToList();
            Assert.Equal(new AttemptCount(counted.Count(one => one.IsBad), counted.Count), window.Read(new Instant(now)));
        }
    });

    [Fact]
    public void It_is_empty_again_when_nothing_happens_for_its_span()
    {
        var window = new AttemptWindow(Span);
        window.Record(isBad: true, new Instant(Start));

        Assert.Equal(new AttemptCount(1, 1), window.Read(new Instant(Start) + TimeSpan.FromSeconds(9)));
        Assert.Equal(new AttemptCount(0, 0), window.Read(new Instant(Start) + Span));
    }

    [Fact]
    public void After_years_of_silence_it_counts_as_on_the_first_day()
    {
        var (window, now) = (new AttemptWindow(Span), new Instant(Start));
        for (var years = 0; years < 20; years++)
        {
            Assert.Equal(default, window.Read(now));
            for (var second = 0; second < 10; second++) window.Record(isBad: second < 3, now + TimeSpan.FromSeconds(second));
            Assert.Equal(new AttemptCount(3, 10), window.Read(now + TimeSpan.FromSeconds(9)));
            now += TimeSpan.FromDays(97 + years);
        }
    }

    [Fact]
    public void A_thread_that_slept_for_a_whole_window_spoils_nothing()
    {
        var (window, now) = (new AttemptWindow(Span), new Instant(Start));
        window.Record(isBad: false, now + Span);
        window.Record(isBad: true, now);

        Assert.Equal(new AttemptCount(0, 1), window.Read(now + Span));
        Assert.Equal(new AttemptCount(0, 1), window.Read(now));
    }

    [Fact]
    public void A_full_bucket_keeps_its_share()
    {
        var (window, now) = (new AttemptWindow(Span), new Instant(Start));
        for (var i = 0; i < 3_000_000; i++) window.Record(isBad: i % 4 == 0, now);

        Assert.InRange(window.Read(now).Attempts, 500_000, 1_048_576);
        Assert.Equal(0.25, window.Read(now).Ratio, 0.001);
    }

    [Fact]
    public async Task No_attempt_is_lost_while_buckets_rotate()
    {
        const int Threads = 4, Each = 20_000;
        var (window, ticks, next) = (new AttemptWindow(Span), Start, Start + TimeSpan.FromSeconds(9).Ticks);
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                // All times lie within one window, and threads meet in new buckets all the while.
                window.Record(isBad: (i + thread) % 2 == 0, new Instant(Math.Min(Interlocked.Add(ref ticks, 1000), next)));
                var seen = window.Read(new Instant(next));
                Assert.InRange(seen.Bad, 0, seen.Attempts);
            }
        })));

        Assert.Equal(new AttemptCount(Threads * Each / 2, Threads * Each), window.Read(new Instant(next)));
    }
}
