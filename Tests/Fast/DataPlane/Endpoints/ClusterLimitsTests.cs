using ActorMesh.DataPlane.Endpoints;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Endpoints;

public sealed class ClusterLimitsTests
{
    [Fact]
    public void At_a_limit_one_more_is_refused_and_not_counted()
    {
        var limits = new ClusterLimits(new ClusterThresholds(Connections: 2, Pending: 1, Requests: 0));
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
        var limits = new ClusterLimits(new ClusterThresholds(Connections: 1));
        limits.AddConnection();
        limits.AddConnection();
        Assert.Equal(2, limits.Connections);
        limits.RemoveConnection();
        Assert.False(limits.TryAddConnection());
        limits.RemoveConnection();
        Assert.True(limits.TryAddConnection());
    }

    [Fact]
    public void Other_thresholds_apply_to_what_is_counted_already()
    {
        var limits = new ClusterLimits(new ClusterThresholds(Requests: 2));
        Assert.Equal((true, true, false), (limits.TryAddRequest(), limits.TryAddRequest(), limits.TryAddRequest()));
        limits.Change(new ClusterThresholds(Requests: 3));
        Assert.Equal((true, false), (limits.TryAddRequest(), limits.TryAddRequest()));
        limits.Change(new ClusterThresholds(Requests: 1));
        Assert.Equal((3, 1), (limits.Requests, limits.RequestsMax));
        limits.RemoveRequest();
        limits.RemoveRequest();
        Assert.False(limits.TryAddRequest());
        limits.RemoveRequest();
        Assert.True(limits.TryAddRequest());
    }

    [Fact]
    public async Task They_are_exact_under_concurrency()
    {
        var (limits, taken) = (new ClusterLimits(new ClusterThresholds(Requests: 3)), 0);
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

    /// <summary>One place: its holder gives it up and asks again, another asks once and keeps it. One of them must have it in the end.</summary>
    [Fact]
    public async Task Nobody_is_refused_a_free_place_because_another_asks_in_vain()
    {
        const int Rounds = 5_000;
        var rounds = Enumerable.Range(0, Rounds).Select(_ => new ClusterLimits(new ClusterThresholds(Requests: 1))).ToArray();
        Assert.All(rounds, limits => Assert.True(limits.TryAddRequest()));
        using var together = new Barrier(2);
        await Task.WhenAll(
            Task.Run(() => InStep(limits => limits.TryAddRequest())),
            Task.Run(() => InStep(limits =>
            {
                limits.RemoveRequest();
                limits.TryAddRequest();
            })));
        Assert.All(rounds, limits => Assert.Equal(1, limits.Requests));

        void InStep(Action<ClusterLimits> act)
        {
            foreach (var limits in rounds)
            {
                together.SignalAndWait();
                act(limits);
            }
        }
    }
}
