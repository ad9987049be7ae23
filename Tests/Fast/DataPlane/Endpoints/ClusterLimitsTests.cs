using ActorMesh.DataPlane.Endpoints;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Endpoints;

public sealed class ClusterLimitsTests
{
    [Fact]
    public void At_a_limit_one_more_is_refused_and_not_counted()
    {
        var limits = new ClusterLimits(connectionsMax: 2, pendingMax: 1, requestsMax: 0);
        Assert.Equal((true, true, false), (limits.TryAddConnection(), limits.TryAddConnection(), limits.TryAddConnection()));
        Assert.Equal((true, false), (limits.TryAddPending(), limits.TryAddPending()));
        Assert.False(limits.TryAddRequest());
        Assert.Equal((2, 1, 0), (limits.Connections, limits.Pending, limits.Requests));
        limits.RemoveConnection();
        limits.RemovePending();
        Assert.Equal((true, true), (limits.TryAddConnection(), limits.TryAddPending()));
    }

    [Fact]
    public void An_endpoints_first_connection_is_beyond_the_limit_if_it_must()
    {
        var limits = new ClusterLimits(connectionsMax: 1);
        limits.AddConnection();
        limits.AddConnection();
        Assert.Equal(2, limits.Connections);
        limits.RemoveConnection();
        Assert.False(limits.TryAddConnection());
        limits.RemoveConnection();
        Assert.True(limits.TryAddConnection());
    }

    [Fact]
    public async Task They_are_exact_under_concurrency()
    {
        var (limits, taken) = (new ClusterLimits(requestsMax: 3), 0);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var round = 0; round < 50_000; round++)
            {
                if (!limits.TryAddRequest()) continue;
                Assert.InRange(Interlocked.Increment(ref taken), 1, 3);
                Interlocked.Decrement(ref taken);
                limits.RemoveRequest();
            }
        })));
        Assert.Equal(0, limits.Requests);
    }
}
