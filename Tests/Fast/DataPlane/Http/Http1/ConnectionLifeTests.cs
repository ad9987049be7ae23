using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;
using ActorMesh.Runtime.Time;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Http.Http1;

/// <summary>Seconds, counted from when the connection was opened.</summary>
public sealed class ConnectionLifeTests
{
    private const int Never = -1;

    [Theory]
    [InlineData(60, Never, 5, Never, false, 65)] // Idle timeout alone.
    [InlineData(60, Never, 5, 2, false, 62)] // The silence began before this stream.
    [InlineData(60, 20, 5, Never, false, 22)] // Its age comes first; then it waits a little.
    [InlineData(10, 20, 5, Never, false, 15)] // The idle timeout comes first.
    [InlineData(60, 20, 30, Never, false, 32)] // Too old already.
    [InlineData(60, 20, 5, Never, true, 7)] // Draining.
    [InlineData(Never, 20, 5, Never, false, 22)]
    [InlineData(Never, Never, 5, Never, false, Never)]
    public void A_silence_ends_with_the_first_limit(int idle, int duration, int now, int since, bool isDraining, int ends)
    {
        var settings = ServerSettings.Default with { IdleTimeout = Span(idle), ConnectionDurationMax = Span(duration), DrainTimeout = Span(2) };
        var life = new ConnectionLife(settings, At(0));
        life.BeginSilence(At(now), At(since), isDraining);
        Assert.Equal(At(ends), life.SilenceEnds);
        Assert.Equal(idle != Never || duration == Never, life.MayPark);
        // A parked connection is ended by its idle timeout alone.
        if (idle != Never) Assert.Equal(At(ends), life.ParkedSince + settings.IdleTimeout);
        life.BeginSilence(At(now), life.ParkedSince, isDraining);
        Assert.Equal(At(ends), life.SilenceEnds);
    }

    [Fact]
    public void The_answer_after_its_time_is_the_last()
    {
        var clock = new ManualClock();
        var life = new ConnectionLife(ServerSettings.Default with { ConnectionDurationMax = Span(20) }, clock.Now);
        clock.Ticks = Span(20).Ticks - 1;
        Assert.False(life.IsOver(clock));
        clock.Ticks++;
        Assert.True(life.IsOver(clock));
        Assert.False(new ConnectionLife(ServerSettings.Default, new ManualClock().Now).IsOver(clock));
    }

    private static TimeSpan Span(int seconds) => seconds == Never ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(seconds);

    private static Instant At(int seconds) => seconds == Never ? Instant.Never : new ManualClock().Now + TimeSpan.FromSeconds(seconds);
}
