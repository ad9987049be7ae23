using System.Net.Sockets;
using ActorMesh.DataPlane.Bytes;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Bytes;

/// <summary>What streams may rely on, whichever driver has the socket.</summary>
public sealed class SocketConnectionTests
{
    /// <summary>More than the kernel takes for a peer that does not read.</summary>
    private const int Much = 32 << 20;

    public static TheoryData<string> Drivers => DriverFixture.Drivers;

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task A_silent_connection_is_waited_for(string driver)
    {
        using var fixture = new DriverFixture(driver);
        Assert.False(fixture.Connection.WaitReadable());
        Assert.True(fixture.Connection.IsWaiting);
        fixture.Peer.Send("hello"u8);
        await fixture.Owner.Readable();
        Assert.False(fixture.Connection.IsWaiting);
        Assert.Equal(SocketOutlook.Bytes, fixture.Connection.Look());
        var into = new byte[10];
        Assert.Equal(5, fixture.Connection.Read(into, out var error));
        Assert.Equal((SocketError.Success, "hello"), (error, System.Text.Encoding.ASCII.GetString(into, 0, 5)));
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public void A_read_of_nothing_would_block_and_the_wait_goes_on(string driver)
    {
        using var fixture = new DriverFixture(driver);
        Assert.Equal(0, fixture.Connection.Read(new byte[10], out var error));
        Assert.Equal(SocketError.WouldBlock, error);
        Assert.Equal(SocketOutlook.Nothing, fixture.Connection.Look());
        Assert.False(fixture.Connection.WaitReadable());
    }

    /// <summary>Every cut of what comes, into pieces that fill the reader's room or do not: no byte is lost and no wait is missed.</summary>
    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task Nothing_is_lost_however_it_comes(string driver)
    {
        using var fixture = new DriverFixture(driver);
        var random = new Random(7);
        var sent = new byte[200_000];
        random.NextBytes(sent);
        var sending = Task.Run(() =>
        {
            for (var at = 0; at < sent.Length;)
                at += fixture.Peer.Send(sent.AsSpan(at, Math.Min(random.Next(1, at < 20_000 ? 4 : 5_000), sent.Length - at)));
        });
        var came = await fixture.Read(sent.Length, pieceBytes: 64);
        await sending;
        Assert.Equal(sent, came);
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task What_the_kernel_does_not_take_at_once_is_sent_later(string driver)
    {
        using var fixture = new DriverFixture(driver);
        var sent = new byte[Much];
        new Random(8).NextBytes(sent);
        Assert.False(fixture.Connection.Send(sent, 0, sent.Length));
        Assert.True(fixture.Connection.IsSending);
        var came = new byte[sent.Length];
        var taking = Task.Run(() =>
        {
            for (var at = 0; at < came.Length;) at += fixture.Peer.Receive(came.AsSpan(at));
        });
        await fixture.Owner.Sent();
        Assert.False(fixture.Connection.IsSending);
        Assert.Equal(SocketError.Success, fixture.Connection.SendError);
        await taking;
        Assert.Equal(sent, came);
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task An_end_comes_after_what_was_sent_before(string driver)
    {
        using var fixture = new DriverFixture(driver);
        fixture.Peer.Send("last words"u8);
        fixture.Peer.Shutdown(SocketShutdown.Send);
        Assert.Equal(10, (await fixture.Read(11, pieceBytes: 4)).Length);
        Assert.True(fixture.Connection.WaitReadable(), "an end is always there to be read");
        Assert.Equal((0, SocketError.Success), (fixture.Connection.Read(new byte[4], out var error), error));
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task A_reset_is_an_error_and_no_end(string driver)
    {
        using var fixture = new DriverFixture(driver);
        Assert.False(fixture.Connection.WaitReadable());
        fixture.Peer.Reset();
        await fixture.Owner.Readable();
        Assert.Equal(0, fixture.Connection.Read(new byte[4], out var error));
        Assert.Equal(SocketError.ConnectionReset, error);
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task Closing_ends_a_wait_and_a_send(string driver)
    {
        using var fixture = new DriverFixture(driver);
        Assert.False(fixture.Connection.WaitReadable());
        Assert.False(fixture.Connection.Send(new byte[Much], 0, Much));
        fixture.Connection.Abort();
        await fixture.Owner.Readable();
        await fixture.Owner.Sent();
        // Closing tells the owner at once; what the system was asked for ends a moment later.
        Assert.True(SpinWait.SpinUntil(() => !fixture.Connection.IsWaiting && !fixture.Connection.IsSending, TimeSpan.FromSeconds(30)));
        Assert.NotEqual(SocketError.Success, fixture.Connection.SendError);
        fixture.Connection.Read(new byte[4], out var error);
        Assert.NotEqual(SocketError.Success, error);
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public void A_connection_that_is_closed_ends_in_order_and_one_that_is_aborted_does_not(string driver)
    {
        using var closed = new DriverFixture(driver);
        Assert.False(closed.Connection.WaitReadable());
        closed.Connection.Dispose();
        Assert.Equal(0, closed.Peer.Receive(new byte[4]));

        using var aborted = new DriverFixture(driver);
        aborted.Connection.Abort();
        Assert.Equal(SocketError.ConnectionReset, Assert.Throws<SocketException>(() => aborted.Peer.Receive(new byte[4])).SocketErrorCode);
    }
}
