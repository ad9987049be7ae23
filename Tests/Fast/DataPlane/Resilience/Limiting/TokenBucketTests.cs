using ActorMesh.DataPlane.Resilience.Limiting;
using ActorMesh.Runtime.Time;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Resilience.Limiting;

public sealed class TokenBucketTests
{
    private const long Second = TimeSpan.TicksPerSecond;

    /// <summary>Of a second or so, with odd numbers in it.</summary>
    private static readonly Gen<BucketSettings> AnySettings = Gen.Select(
        Gen.Int[1, 50], Gen.Int[1, 2000], Gen.Long[500_000, 3 * Second], (tokens, fill, interval) => new BucketSettings(tokens, fill, new TimeSpan(interval)));

    /// <summary>How far apart requests come, in ticks: many at once, some after a long time.</summary>
    private static readonly Gen<long[]> AnyGaps = Gen.OneOf(Gen.Const(0L), Gen.Long[0, 20_000], Gen.Long[0, Second]).Array[1, 200];

    [Fact]
    public void A_full_bucket_lets_a_burst_pass_and_then_one_for_each_token_that_comes()
    {
        var bucket = new TokenBucket(new BucketSettings(3, 10, TimeSpan.FromSeconds(1)));

        Assert.Equal(3, Allowed(bucket, 0, 5));
        Assert.Equal(0, Allowed(bucket, (Second / 10) - 1, 1));
        Assert.Equal(1, Allowed(bucket, Second / 10, 2));
        Assert.Equal(3, Allowed(bucket, Second, 5));
    }

    [Fact]
    public void It_says_what_is_left_and_when_there_is_more()
    {
        var bucket = new TokenBucket(new BucketSettings(2, 1, TimeSpan.FromSeconds(4)));

        Assert.Equal(new BucketReading(true, 1, TimeSpan.Zero, TimeSpan.FromSeconds(4)), bucket.TryTake(default));
        Assert.Equal(new BucketReading(true, 0, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8)), bucket.TryTake(default));
        Assert.Equal(new BucketReading(false, 0, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(7)), bucket.TryTake(new Instant(Second)));
        Assert.Equal(new BucketReading(true, 0, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8)), bucket.TryTake(new Instant(4 * Second)));
    }

    [Fact]
    public void A_look_takes_nothing()
    {
        var bucket = new TokenBucket(new BucketSettings(1, 1, TimeSpan.FromSeconds(1)));

        Assert.True(bucket.Look(default).IsAllowed);
        Assert.True(bucket.TryTake(default).IsAllowed);
        Assert.Equal(new BucketReading(false, 0, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)), bucket.Look(default));
    }

    [Fact]
    public void No_stretch_of_time_sees_more_than_the_burst_and_what_came_in_it() => Gen.Select(AnySettings, AnyGaps).Sample((settings, gaps) =>
    {
        var bucket = new TokenBucket(settings);
        var times = new List<long>();
        long now = 0;
        foreach (var gap in gaps)
        {
            now += gap;
            if (bucket.TryTake(new Instant(now)).IsAllowed) times.Add(now);
        }

        for (var first = 0; first < times.Count; first++)
            for (var last = first; last < times.Count; last++)
            {
                var allowed = (decimal)settings.TokensMax + ((decimal)(times[last] - times[first]) * settings.TokensPerFill / settings.FillInterval.Ticks);
                Assert.True(last - first + 1 <= allowed, $"{settings}: {last - first + 1} in {times[last] - times[first]} ticks");
            }
    });

    [Fact]
    public void Who_waits_as_long_as_was_said_gets_a_token() => Gen.Select(AnySettings, AnyGaps).Sample((settings, gaps) =>
    {
        var bucket = new TokenBucket(settings);
        long now = 0;
        foreach (var gap in gaps)
        {
            now += gap;
            var reading = bucket.TryTake(new Instant(now));
            if (reading.IsAllowed) continue;
            now += reading.UntilNext.Ticks;
            Assert.True(bucket.TryTake(new Instant(now)).IsAllowed, settings.ToString());
        }
    });

    [Fact]
    public void A_steady_stream_gets_the_rate_that_was_asked_for()
    {
        foreach (var rate in new[] { 3, 7, 999, 65_537, 999_983 })
        {
            var bucket = new TokenBucket(new BucketSettings(10, rate, TimeSpan.FromSeconds(1)));
            long allowed = 0;
            for (long now = 0; now < 1_000_000; now += 5)
                if (bucket.TryTake(new Instant(now)).IsAllowed) allowed++;

            Assert.InRange(allowed, (long)(rate / 10 * 0.999), (rate / 10) + 11);
        }
    }

    [Fact]
    public void Many_threads_get_no_more_than_one_would()
    {
        const int Threads = 4;
        const int Tries = 50_000;
        var bucket = new TokenBucket(new BucketSettings(1000, 1_000_000, TimeSpan.FromSeconds(1)));
        long allowed = 0;
        using var start = new Barrier(Threads);
        var threads = Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            start.SignalAndWait();
            var mine = 0;
            // Each thread's clock goes its own way over the same 10 ms: 10,000 tokens come in them.
            for (var i = 0; i < Tries; i++)
                if (bucket.TryTake(new Instant(i * 100_000L / Tries)).IsAllowed) mine++;
            Interlocked.Add(ref allowed, mine);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.InRange(allowed, 10_990, 11_000);
    }

    [Fact]
    public void Other_settings_leave_what_is_in_the_bucket() => Gen.Select(AnySettings, AnySettings, Gen.Int[0, 60]).Sample((before, after, taken) =>
    {
        var bucket = new TokenBucket(before);
        Allowed(bucket, 0, taken);
        var left = bucket.Look(default).Remaining;

        var next = TokenBucket.Continue(bucket, after, default);

        Assert.InRange(next.Look(default).Remaining, Math.Min(left, after.TokensMax) - 1, Math.Min(left, after.TokensMax));
    });

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 0)]
    [InlineData(uint.MaxValue, 1, 3600)]
    public void Settings_that_make_no_bucket_are_refused(long tokens, long fill, int seconds) =>
        Assert.Throws<ArgumentException>(() => new BucketSettings(tokens, fill, TimeSpan.FromSeconds(seconds)));

    private static int Allowed(TokenBucket bucket, long ticks, int tries) => Enumerable.Range(0, tries).Count(_ => bucket.TryTake(new Instant(ticks)).IsAllowed);
}
