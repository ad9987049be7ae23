using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.Runtime.Time;
using ActorMesh.Tests.Fast.Kit;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Exchange;

public sealed class ExchangeClockTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly TimerWheel _wheel;

    public ExchangeClockTests() => _wheel = new TimerWheel(_time);

    public void Dispose() => _wheel.Dispose();

    [Fact]
    public void A_tunnel_outlives_the_timeout_of_its_route_but_not_max_stream_duration()
    {
        var clock = Limited("""{"cluster":"c","timeout":"2s","max_stream_duration":{"max_stream_duration":"10s"}}""");
        clock.BecomeTunnel();
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Null(clock.Expired(requestIsComplete: true));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Same(Refusal.DurationExceeded, clock.Expired(requestIsComplete: true));
        Assert.True(clock.TakeRing());
    }

    [Fact]
    public void A_tunnel_without_a_duration_ends_only_when_nothing_moves()
    {
        var clock = Limited("""{"cluster":"c","timeout":"2s","idle_timeout":"60s"}""");
        clock.BecomeTunnel();
        _time.Advance(TimeSpan.FromSeconds(59));
        clock.Moved();
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Null(clock.Expired(requestIsComplete: true));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Same(Refusal.AnswerIdle, clock.Expired(requestIsComplete: true));
    }

    private ExchangeClock Limited(string action)
    {
        var clock = new ExchangeClock(_time, _wheel, () => { });
        clock.Begin();
        clock.Limit(RouteTables.TableOf(RouteTables.RouteWith($"\"route\":{action}")).OnlyRoute().Forward(), TimeSpan.FromSeconds(2), new HttpConnectionSettings(), isComplete: true);
        return clock;
    }
}
