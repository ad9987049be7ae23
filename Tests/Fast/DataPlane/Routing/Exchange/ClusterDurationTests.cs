using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.Runtime.Time;
using ActorMesh.Tests.Fast.Kit;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Exchange;

public sealed class ClusterDurationTests
{
    [Theory]
    [InlineData("9s", 3, 3)]
    [InlineData("2s", 3, 2)]
    [InlineData("0s", 3, 3)]
    [InlineData("4s", -1, 4)]
    public void The_shorter_of_route_and_cluster_ends_a_request(string route, int cluster, int expected)
    {
        var time = new FakeTimeProvider();
        using var wheel = new TimerWheel(time);
        var clock = new ExchangeClock(time, wheel, () => { });
        var action = $$"""{ "cluster": "c", "timeout": "0s", "max_stream_duration": { "max_stream_duration": "{{route}}" } }""";
        var forward = RouteTables.TableOf(RouteTables.RouteWith($"\"route\":{action}")).OnlyRoute().Forward();

        clock.Begin();
        clock.Limit(forward, forward.Timeout, new HttpConnectionSettings(), isComplete: true, cluster < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(cluster));
        time.Advance(TimeSpan.FromSeconds(expected) - TimeSpan.FromMilliseconds(1));
        Assert.Null(clock.Expired(requestIsComplete: true));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Same(Refusal.DurationExceeded, clock.Expired(requestIsComplete: true));
    }
}
