using System.Text;
using ActorMesh.DataPlane.Resilience.Limiting;
using ActorMesh.Runtime.Time;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Resilience.Limiting;

public sealed class BucketTableTests
{
    private static readonly BucketSettings One = new(1, 1, TimeSpan.FromHours(1));

    [Fact]
    public void Each_key_has_a_bucket_of_its_own()
    {
        var table = new BucketTable(One, 10);

        Assert.True(Takes(table, "a"));
        Assert.True(Takes(table, "b"));
        Assert.False(Takes(table, "a"));
        Assert.Equal((2, 0L), (table.Count, table.Evictions));
    }

    [Fact]
    public void A_key_too_many_drops_the_one_used_longest_ago()
    {
        var table = new BucketTable(One, 2);
        Takes(table, "a");
        Takes(table, "b");
        Takes(table, "a");

        Takes(table, "c");

        Assert.False(Takes(table, "a"));
        Assert.True(Takes(table, "b"));
        Assert.Equal((2, 2L), (table.Count, table.Evictions));
    }

    [Fact]
    public void A_small_table_behaves_like_a_list_in_order_of_use() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[0, 8].Array[0, 100]).Sample((max, keys) =>
        {
            var table = new BucketTable(One, max);
            var used = new List<int>();
            foreach (var key in keys)
            {
                var isNew = !used.Remove(key);
                used.Add(key);
                if (used.Count > max) used.RemoveAt(0);
                Assert.Equal(isNew, Takes(table, key.ToString(System.Globalization.CultureInfo.InvariantCulture)));
                Assert.Equal(used.Count, table.Count);
            }
        });

    [Fact]
    public void A_large_table_keeps_its_bound_exactly()
    {
        var table = new BucketTable(One, 1001);

        for (var i = 0; i < 20_000; i++) Takes(table, $"key {i}");

        Assert.Equal((1001, 18_999L), (table.Count, table.Evictions));
    }

    [Fact]
    public void Many_threads_take_one_token_of_each_key()
    {
        const int Keys = 500;
        var table = new BucketTable(One, 10_000);
        var allowed = 0;
        var threads = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (var i = 0; i < Keys * 20; i++)
                if (Takes(table, $"key {i % Keys}")) Interlocked.Increment(ref allowed);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.Equal((Keys, Keys), (allowed, table.Count));
    }

    [Fact]
    public void Other_settings_keep_every_key_and_its_place_in_the_order()
    {
        var table = new BucketTable(new BucketSettings(2, 1, TimeSpan.FromHours(1)), 3);
        foreach (var key in new[] { "a", "a", "b", "c", "a" }) Takes(table, key);

        var next = BucketTable.Continue(table, One, 2, default);

        Assert.Equal(2, next.Count);
        Assert.False(Takes(next, "a"));
        Assert.True(Takes(next, "c"));
        Assert.True(Takes(next, "b"));
    }

    [Fact]
    public void A_known_key_allocates_nothing()
    {
        var table = new BucketTable(new BucketSettings(10, 1_000, TimeSpan.FromSeconds(1)), 1000);
        byte[][] keys = [.. Enumerable.Range(0, 100).Select(i => Encoding.ASCII.GetBytes($"10.0.0.{i}"))];
        foreach (var key in keys) table.TryTake(key, default);
        for (var i = 0; i < 1000; i++) table.TryTake(keys[i % 100], default);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++) table.TryTake(keys[i % 100], new Instant(i));

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static bool Takes(BucketTable table, string key) => table.TryTake(Encoding.UTF8.GetBytes(key), default).IsAllowed;
}
