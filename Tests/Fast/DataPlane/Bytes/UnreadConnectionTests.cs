using ActorMesh.DataPlane.Bytes;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Bytes;

/// <summary>What only epoll tells: how a peer fares whose bytes nobody reads.</summary>
public sealed class UnreadConnectionTests
{
    public static TheoryData<string> Epoll => OperatingSystem.IsLinux() ? new("epoll") : [];

    [Theory]
    [MemberData(nameof(Epoll))]
    public async Task A_reset_is_told_though_unread_bytes_wait(string driver)
    {
        using var fixture = new DriverFixture(driver);
        fixture.Peer.Send("unread"u8);
        Assert.False(fixture.Connection.IsReset);
        fixture.Peer.Reset();
        await fixture.Owner.Readable();
        Assert.True(fixture.Connection.IsReset);
        Assert.True(fixture.Connection.HasPeerEnded);
    }

    [Theory]
    [MemberData(nameof(Epoll))]
    public async Task A_look_that_finds_nothing_lets_the_next_wait_wait(string driver)
    {
        using var fixture = new DriverFixture(driver);
        // The event of these bytes comes before or after they are read: then it tells of nothing.
        for (var i = 0; i < 2000; i++)
        {
            fixture.Peer.Send("x"u8);
            Assert.Single(await fixture.Read(1, pieceBytes: 8));
            while (fixture.Connection.WaitReadable()) Assert.Equal(SocketOutlook.Nothing, fixture.Connection.Look());
        }
    }
}
