using ActorMesh.ControlPlane.RateLimits;
using ActorMesh.Runtime.Time;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.RateLimits;

public sealed class GrantPermitTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly GrantPermit _permit;

    public GrantPermitTests() => _permit = new GrantPermit(_clock, new LeaseTimes());

    [Fact]
    public void Nobody_may_grant_before_he_was_heard() => Assert.False(_permit.IsValid);

    [Fact]
    public void Hearing_counts_for_a_second_from_when_the_others_were_asked()
    {
        var asked = _clock.Now;
        _clock.Advance(TimeSpan.FromSeconds(0.4));
        _permit.Renew(asked);

        _clock.Advance(TimeSpan.FromSeconds(0.59));
        Assert.True(_permit.IsValid);
        _clock.Advance(TimeSpan.FromSeconds(0.01));
        Assert.False(_permit.IsValid);
    }

    [Fact]
    public void A_machine_that_slept_while_its_monotonic_clock_stood_may_not_grant()
    {
        var clock = new SleepingClock();
        var permit = new GrantPermit(clock, new LeaseTimes());
        permit.Renew(clock.Now);
        Assert.True(permit.IsValid);

        clock.Wall += TimeSpan.FromSeconds(15);

        Assert.False(permit.IsValid);
    }

    private sealed class SleepingClock : TimeProvider
    {
        public DateTimeOffset Wall { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override long GetTimestamp() => TimeSpan.TicksPerHour;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Wall;
    }
}
