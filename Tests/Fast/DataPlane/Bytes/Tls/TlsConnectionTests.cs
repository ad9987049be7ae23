using System.Buffers.Binary;
using System.Net.Security;
using System.Net.Sockets;
using ActorMesh.DataPlane.Bytes;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Bytes.Tls;

/// <summary>What streams may rely on when a connection is secured, whichever driver has its socket.</summary>
public sealed class TlsConnectionTests
{
    /// <summary>More than the kernel takes for a peer that does not read.</summary>
    private const int Much = 32 << 20;

    /// <summary>Of an encrypted alert: level, description, the true type of the record, and 16 bytes that authenticate it.</summary>
    private const int GoodbyeBytes = 2 + 1 + 16;

    public static TheoryData<string> Drivers => DriverFixture.Drivers;

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task A_silent_connection_is_waited_for_and_looking_takes_nothing(string driver)
    {
        using var pair = await new TlsPair(driver).Connect();
        Assert.Equal("spiffe://shop.local/ns/default/sa/web", pair.Connection.Peer!.Principal);
        Assert.Equal("spiffe://shop.local/ns/default/sa/orders", pair.Connection.LocalUri);
        Assert.Equal(SocketOutlook.Nothing, pair.Connection.Look());
        Assert.False(pair.Connection.WaitReadable());
        Assert.True(pair.Connection.IsWaiting);
        await pair.Peer.WriteAsync("hello"u8.ToArray());
        await pair.Owner.Readable();
        Assert.Equal(SocketOutlook.Bytes, pair.Connection.Look());
        Assert.Equal(SocketOutlook.Bytes, pair.Connection.Look());
        var into = new byte[10];
        Assert.Equal(5, pair.Connection.Read(into, out var error));
        Assert.Equal((SocketError.Success, "hello"), (error, System.Text.Encoding.ASCII.GetString(into, 0, 5)));
        Assert.Equal((0, SocketError.WouldBlock), (pair.Connection.Read(into, out error), error));
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task Nothing_is_lost_however_it_comes(string driver)
    {
        using var pair = await new TlsPair(driver).Connect();
        var random = new Random(7);
        var sent = new byte[300_000];
        random.NextBytes(sent);
        var sending = Task.Run(async () =>
        {
            for (var at = 0; at < sent.Length;)
            {
                var count = Math.Min(random.Next(1, at < 5_000 ? 4 : 40_000), sent.Length - at);
                await pair.Peer.WriteAsync(sent.AsMemory(at, count));
                at += count;
            }
        });
        Assert.Equal(sent, await pair.Read(sent.Length, pieceBytes: 1000));
        await sending;
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task What_the_kernel_does_not_take_at_once_is_sent_later(string driver)
    {
        using var pair = await new TlsPair(driver).Connect();
        var sent = new byte[Much];
        new Random(8).NextBytes(sent);
        Assert.False(pair.Connection.Send(sent, 0, sent.Length));
        Assert.True(pair.Connection.IsSending);
        var came = new byte[sent.Length];
        await Task.WhenAll(pair.Peer.ReadExactlyAsync(came).AsTask(), pair.Owner.Sent());
        Assert.False(pair.Connection.IsSending);
        Assert.Equal(SocketError.Success, pair.Connection.SendError);
        Assert.Equal(sent, came);
    }

    /// <summary>Both directions at once: the one that waits for room does not hold up the other.</summary>
    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task Reading_goes_on_while_a_send_waits(string driver)
    {
        using var pair = await new TlsPair(driver).Connect();
        var sent = new byte[Much];
        Assert.False(pair.Connection.Send(sent, 0, sent.Length));
        var question = new byte[100_000];
        new Random(9).NextBytes(question);
        var asking = pair.Peer.WriteAsync(question).AsTask();
        Assert.Equal(question, await pair.Read(question.Length, pieceBytes: 5000));
        await asking;
        var came = new byte[sent.Length];
        await Task.WhenAll(pair.Peer.ReadExactlyAsync(came).AsTask(), pair.Owner.Sent());
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task An_end_comes_after_what_was_sent_before_and_the_other_direction_goes_on(string driver)
    {
        using var pair = await new TlsPair(driver).Connect();
        await pair.Peer.WriteAsync("last words"u8.ToArray());
        await pair.Peer.ShutdownAsync();
        Assert.Equal(10, (await pair.Read(11, pieceBytes: 4)).Length);
        Assert.True(pair.Connection.WaitReadable(), "an end is always there to be read");
        Assert.Equal((0, SocketError.Success), (pair.Connection.Read(new byte[4], out var error), error));
        Assert.Equal(SocketOutlook.End, pair.Connection.Look());
        Assert.True(pair.Connection.Send("answer"u8.ToArray(), 0, 6));
        var answer = new byte[6];
        await pair.Peer.ReadExactlyAsync(answer);
        Assert.Equal("answer"u8.ToArray(), answer);
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task Who_shuts_its_side_says_so_and_still_hears(string driver)
    {
        using var pair = await new TlsPair(driver).Connect();
        pair.Connection.ShutdownSend();
        Assert.Equal(0, await pair.Peer.ReadAsync(new byte[4]));
        await pair.Peer.WriteAsync("more"u8.ToArray());
        Assert.Equal("more"u8.ToArray(), await pair.Read(4, pieceBytes: 4));
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task A_connection_that_is_closed_ends_in_order_and_one_that_is_aborted_does_not(string driver)
    {
        using var closed = await new TlsPair(driver).Connect();
        Assert.False(closed.Connection.WaitReadable());
        closed.Connection.Dispose();
        Assert.Equal(0, await closed.Peer.ReadAsync(new byte[4]));
        Assert.NotEqual(SocketError.Success, Error(closed.Connection));

        using var aborted = await new TlsPair(driver).Connect();
        Assert.False(aborted.Connection.WaitReadable());
        aborted.Connection.Abort();
        await aborted.Owner.Readable();
        await Assert.ThrowsAsync<IOException>(async () => await aborted.Peer.ReadExactlyAsync(new byte[4]));
        Assert.NotEqual(SocketError.Success, Error(aborted.Connection));

        static SocketError Error(SocketConnection connection)
        {
            connection.Read(new byte[4], out var error);
            return error;
        }
    }

    /// <summary>Or it could not tell what is whole from what was cut off.</summary>
    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task A_peer_is_told_that_all_was_sent_however_full_the_socket_was(string driver)
    {
        var taken = int.MaxValue;
        for (var attempt = 0; attempt < 8; attempt++)
        {
            using var pair = await new TlsPair(driver).Connect();
            pair.Connection.Socket.SendBufferSize = pair.PeerSocket.ReceiveBufferSize = 4096;
            var sent = Fill(pair.Connection, taken);
            if (sent < taken)
            {
                taken = sent; // The next one gives the socket as much as this one took, and nothing waits to be sent.
                continue;
            }

            pair.Connection.ShutdownSend();
            Assert.Equal(GoodbyeBytes, (await Records(pair.PeerSocket))[^1]);
        }
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task A_reset_is_an_error_and_no_end(string driver)
    {
        using var pair = await new TlsPair(driver).Connect();
        Assert.False(pair.Connection.WaitReadable());
        pair.PeerSocket.Reset();
        await pair.Owner.Readable();
        pair.Connection.Read(new byte[4], out var error);
        Assert.NotEqual(SocketError.Success, error);
    }

    /// <summary>Bytes that are no TLS, in the middle of a connection: nothing of them is ever passed on.</summary>
    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task What_was_tampered_with_ends_the_connection(string driver)
    {
        using var pair = await new TlsPair(driver).Connect();
        Assert.False(pair.Connection.WaitReadable());
        pair.PeerSocket.Send(new byte[] { 23, 3, 3, 0, 32 }.Concat(new byte[32]).ToArray());
        var error = SocketError.WouldBlock;
        for (var i = 0; i < 10 && error == SocketError.WouldBlock; i++)
        {
            if (!pair.Connection.WaitReadable()) await pair.Owner.Readable();
            Assert.Equal(0, pair.Connection.Read(new byte[64], out error));
        }

        Assert.Equal(SocketError.ConnectionAborted, error);
    }

    /// <summary>It comes in the same piece as the peer's last message, now and then.</summary>
    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task What_comes_right_behind_the_handshake_is_read(string driver)
    {
        for (var i = 0; i < 50; i++)
        {
            using var pair = new TlsPair(driver);
            var handshake = pair.Connect();
            while (!pair.Peer.IsAuthenticated && !handshake.IsCompleted) await Task.Yield();
            await pair.Peer.WriteAsync("hello"u8.ToArray());
            await handshake;
            Assert.Equal("hello"u8.ToArray(), await pair.Read(5, pieceBytes: 5));
        }
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task Protocols_are_agreed_on(string driver)
    {
        using var pair = new TlsPair(driver);
        pair.Plan = pair.Plan with { ApplicationProtocols = new([SslApplicationProtocol.Http11]) };
        await pair.Connect();
        Assert.Equal(SslApplicationProtocol.Http11, pair.Peer.NegotiatedApplicationProtocol);
    }

    /// <summary>How many pieces the kernel took, at most <paramref name="max"/>.</summary>
    private static int Fill(SocketConnection connection, int max)
    {
        var piece = new byte[512];
        for (var i = 0; i < max; i++)
            if (!connection.Send(piece, 0, piece.Length)) return i;
        return max;
    }

    /// <summary>The lengths of all records until the end of the stream (RFC 8446, section 5.1).</summary>
    private static async Task<List<int>> Records(Socket peer)
    {
        using var stream = new NetworkStream(peer);
        using var all = new MemoryStream();
        await stream.CopyToAsync(all).WaitAsync(TimeSpan.FromSeconds(20));
        List<int> lengths = [];
        for (var rest = all.ToArray().AsMemory(); !rest.IsEmpty; rest = rest[(5 + lengths[^1])..])
            lengths.Add(BinaryPrimitives.ReadUInt16BigEndian(rest.Span[3..]));
        return lengths;
    }
}
