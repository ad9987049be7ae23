using ActorMesh.DataPlane.Listening;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Listening;

public sealed class ClientLimitTests
{
    [Fact]
    public void One_too_many_is_refused_until_another_leaves()
    {
        var limit = new ClientLimit(2);
        Assert.True(limit.TryAdd());
        Assert.True(limit.TryAdd());
        Assert.False(limit.TryAdd());
        limit.Remove();
        Assert.True(limit.TryAdd());
        Assert.Equal((2, 2), (limit.Held, limit.Max));
    }

    [Fact]
    public void Many_threads_never_hold_more_than_there_may_be()
    {
        var (limit, held, most) = (new ClientLimit(5), 0, 0);
        Parallel.For(0, 20_000, _ =>
        {
            if (!limit.TryAdd()) return;
            var now = Interlocked.Increment(ref held);
            for (var known = most; known < now; known = most) Interlocked.CompareExchange(ref most, now, known);
            Interlocked.Decrement(ref held);
            limit.Remove();
        });
        Assert.InRange(most, 1, 5);
        Assert.Equal(0, limit.Held);
    }
}
