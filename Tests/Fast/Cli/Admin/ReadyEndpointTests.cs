using ActorMesh.Cli.Admin;
using ActorMesh.DataPlane;
using ActorMesh.DataPlane.Configuration.Discovery;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Admin;

/// <summary>What people are told who ask why a sidecar is not as they expect it.</summary>
public sealed class ReadyEndpointTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DiscoveryStatus Lost = new("control:15010", IsConnected: false, At, "", "Connection refused");

    [Fact]
    public void Before_a_control_plane_has_answered_it_says_whom_it_waits_for_and_why() =>
        Assert.Equal(["waits for the control plane control:15010: Connection refused\n"], ReadyEndpoint.Lines(Lost, SidecarState.Initializing));

    [Fact]
    public void It_says_what_still_lacks_a_part() =>
        Assert.Equal(["waits for parts of orders, stock\n"], ReadyEndpoint.Lines(Lost with { Warming = ["orders", "stock"] }, SidecarState.Initializing));

    [Fact]
    public void Without_a_control_plane_it_says_since_when_and_why_and_what_runs() => Assert.Equal(
        ["stale: no control plane since 2026-01-01 00:00:00Z; runs what was kept on disk at 2026-01-01 00:00:00Z: Connection refused\n"],
        ReadyEndpoint.Lines(Lost with { KeptAt = At }, SidecarState.Live));

    [Fact]
    public void It_says_what_it_cannot_keep() =>
        Assert.Equal(["not kept on disk: No space left on device\n"], ReadyEndpoint.Lines(Lost with { IsConnected = true, NotKept = "No space left on device" }, SidecarState.Live));

    [Fact]
    public void When_all_is_well_it_says_nothing() => Assert.Empty(ReadyEndpoint.Lines(Lost with { IsConnected = true }, SidecarState.Live));
}
