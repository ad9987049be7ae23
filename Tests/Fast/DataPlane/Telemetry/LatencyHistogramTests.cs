using ActorMesh.DataPlane.Telemetry;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Telemetry;

public sealed class LatencyHistogramTests
{
    /// <summary>Microseconds, as many short as long: 0 to more than a day.</summary>
    private static readonly Gen<long> Microseconds = Gen.Select(Gen.Int[0, 36], Gen.Long[0, long.MaxValue], (bits, any) => any & ((1L << bits) - 1));

    private static readonly Gen<long[]> Some = Microseconds.Array[1, 200];

    [Fact]
    public void Every_duration_lies_in_its_bucket() => Microseconds.Sample(microseconds =>
    {
        var index = LatencyBuckets.IndexOf(Of(microseconds));
        Assert.InRange(index, 0, LatencyBuckets.Count - 1);
        Assert.True(Of(microseconds) < LatencyBuckets.EndOf(index));
        Assert.True(index == 0 || Of(microseconds) >= LatencyBuckets.EndOf(index - 1));
    });

    [Fact]
    public void No_bucket_is_empty_or_wider_than_a_sixteenth_of_where_it_begins()
    {
        for (var index = 1; index < LatencyBuckets.Count; index++)
        {
            var (start, end) = (LatencyBuckets.EndOf(index - 1), LatencyBuckets.EndOf(index));
            Assert.InRange(end - start, TimeSpan.FromMicroseconds(1), TimeSpan.FromTicks(Math.Max(start.Ticks / 16, TimeSpan.TicksPerMicrosecond)));
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void What_no_clock_should_say_has_a_bucket_all_the_same(long ticks) =>
        Assert.InRange(LatencyBuckets.IndexOf(new TimeSpan(ticks)), 0, LatencyBuckets.Count - 1);

    [Fact]
    public void A_quantile_is_off_by_a_32nd_at_most() => Gen.Select(Some, Gen.Double[0, 1]).Sample((all, share) =>
    {
        var exact = Of(all.Order().ElementAt(Math.Max(0, (int)Math.Ceiling(share * all.Length) - 1)));
        var slack = (exact / 32) + TimeSpan.FromMicroseconds(0.5);
        Assert.InRange(Recorded(all).Quantile(share)!.Value, exact - slack, exact + slack);
    });

    [Fact]
    public void Two_merged_are_as_one_that_saw_both() => Gen.Select(Some, Some).Sample((one, two) =>
    {
        var (merged, both) = (Recorded(one).Merge(Recorded(two)), Recorded([.. one, .. two]));
        Assert.Equal((both.Count, both.Sum), (merged.Count, merged.Sum));
        Assert.Equal(both.Buckets, merged.Buckets);
    });

    [Fact]
    public void Counts_below_a_power_of_two_are_exact() => Gen.Select(Some, Gen.Int[0, 36]).Sample((all, power) =>
        Assert.Equal(all.Count(one => one < 1L << power), Recorded(all).CountBelow(Of(1L << power))));

    [Fact]
    public void Nothing_has_no_quantile()
    {
        var empty = new LatencyHistogram().Read();
        Assert.Equal((0L, TimeSpan.Zero), (empty.Count, empty.Sum));
        Assert.Null(empty.Quantile(0.5));
        Assert.Empty(empty.Buckets);
    }

    [Fact]
    public void Recording_allocates_nothing()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(TimeSpan.FromMilliseconds(1));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) histogram.Record(TimeSpan.FromMicroseconds(i));
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Threads_lose_no_count()
    {
        var histogram = new LatencyHistogram();
        Parallel.For(0, 4, _ =>
        {
            for (var i = 0; i < 10_000; i++) histogram.Record(TimeSpan.FromMicroseconds(i % 3));
        });
        Assert.Equal(40_000, histogram.Read().Count);
    }

    private static TimeSpan Of(long microseconds) => new(microseconds * TimeSpan.TicksPerMicrosecond);

    private static LatencySnapshot Recorded(IEnumerable<long> microseconds)
    {
        var histogram = new LatencyHistogram();
        foreach (var one in microseconds) histogram.Record(Of(one));
        return histogram.Read();
    }
}
