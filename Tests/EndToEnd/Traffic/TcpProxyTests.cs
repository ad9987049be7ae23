using System.Collections.Concurrent;
using System.Net.Sockets;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Traffic;

/// <summary>Opaque bytes: what one side says or ends, the other sees, and nothing else.</summary>
public sealed class TcpProxyTests : IAsyncLifetime
{
    private readonly int _port = FreePorts.Take();
    private readonly int _deadPort = FreePorts.Take();
    private readonly int _emptyPort = FreePorts.Take();
    private readonly int _idlePort = FreePorts.Take();
    private readonly ConcurrentQueue<WireConnection> _arrived = new();
    private readonly TaskCompletionSource _end = new();
    private LoopbackServer _backend = null!;
    private SidecarProcess _sidecar = null!;

    public async Task InitializeAsync()
    {
        _backend = new LoopbackServer(Hold);
        _sidecar = await SidecarProcess.Start(new Bootstrap()
            .Tcp("opaque", _port, "peer")
            .Tcp("dead", _deadPort, "nobody")
            .Tcp("empty", _emptyPort, "none")
            .Tcp("idle", _idlePort, "peer", "idle_timeout: 0.5s")
            .Cluster("peer", [_backend.Port])
            .Cluster("nobody", [FreePorts.Take()])
            .Cluster("none", []));
    }

    public async Task DisposeAsync()
    {
        _end.SetResult();
        await _sidecar.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Fact]
    public async Task Bytes_pass_both_ways()
    {
        var (client, server) = await Pair();
        await client.Send("ping");
        Assert.Equal("ping", await server.ReadText(4));
        await server.Send("pong\0\xFF");
        Assert.Equal("pong\0\xFF", await client.ReadText(6));
    }

    [Fact]
    public async Task A_server_may_speak_first()
    {
        var (client, server) = await Pair();
        await server.Send("220 welcome\r\n");
        Assert.Equal("220 welcome\r\n", await client.ReadText(13));
    }

    [Fact]
    public async Task The_client_ends_its_side_and_still_hears_the_server()
    {
        var (client, server) = await Pair();
        await client.Send("last");
        client.EndSending();
        Assert.Equal("last", await server.ReadText(4));
        Assert.False(await server.Receive());
        Assert.Equal(Ending.Finished, server.Ending);
        await server.Send("still here");
        Assert.Equal("still here", await client.ReadText(10));
        server.EndSending();
        Assert.False(await client.Receive());
        Assert.Equal(Ending.Finished, client.Ending);
    }

    [Fact]
    public async Task The_server_ends_its_side_and_still_hears_the_client()
    {
        var (client, server) = await Pair();
        await server.Send("last");
        server.EndSending();
        Assert.Equal("last", await client.ReadText(4));
        Assert.False(await client.Receive());
        Assert.Equal(Ending.Finished, client.Ending);
        await client.Send("still here");
        Assert.Equal("still here", await server.ReadText(10));
    }

    [Fact]
    public async Task A_reset_of_the_client_reaches_the_server()
    {
        var (client, server) = await Pair();
        client.Reset();
        while (await server.Receive())
        {
        }

        Assert.Equal(Ending.Reset, server.Ending);
    }

    [Fact]
    public async Task A_reset_of_the_server_reaches_the_client()
    {
        var (client, server) = await Pair();
        server.Reset();
        while (await client.Receive())
        {
        }

        Assert.Equal(Ending.Reset, client.Ending);
    }

    [Fact]
    public Task Nobody_at_the_endpoint_ends_the_connection() => EndsWithoutAByte(_deadPort);

    [Fact]
    public Task A_cluster_without_endpoints_ends_the_connection() => EndsWithoutAByte(_emptyPort);

    [Fact]
    public async Task A_connection_on_which_nothing_moves_is_closed()
    {
        await using var client = await WireConnection.Connect(_idlePort);
        var start = TimeProvider.System.GetTimestamp();
        await client.Send("x");
        Assert.False(await client.Receive());
        var elapsed = TimeProvider.System.GetElapsedTime(start);
        Assert.True(elapsed > TimeSpan.FromSeconds(0.4), $"closed after {elapsed.TotalSeconds:0.00} s");
    }

    [Fact]
    public async Task Thirty_two_mebibytes_each_way_at_once()
    {
        const long bytes = 32 << 20;
        var (client, server) = await Pair();
        var results = await Task.WhenAll(Flood(client, bytes), Flood(server, bytes), Drain(client, bytes), Drain(server, bytes));
        Assert.All(results, Assert.True);
    }

    // The kernel takes the connection before the sidecar can say no, and its reset may arrive before our connect has returned.
    private static async Task EndsWithoutAByte(int port)
    {
        try
        {
            await using var client = await WireConnection.Connect(port);
            Assert.Equal(0, await client.Discard());
            Assert.NotEqual(Ending.Open, client.Ending);
        }
        catch (SocketException reset)
        {
            Assert.Equal(SocketError.ConnectionReset, reset.SocketErrorCode);
        }
    }

    private static async Task<bool> Flood(WireConnection connection, long bytes)
    {
        for (long at = 0; at < bytes;)
        {
            var piece = ByteStream.Slice(at, bytes - at);
            if (!await connection.Send(piece)) return false;
            at += piece.Length;
        }

        connection.EndSending();
        return true;
    }

    private static async Task<bool> Drain(WireConnection connection, long bytes)
    {
        long position = 0;
        var right = true;
        while (await connection.Receive())
        {
            right = right && ByteStream.Matches(position, connection.Buffered);
            position += connection.Buffered.Length;
            connection.Consume(connection.Buffered.Length);
        }

        return right && position == bytes && connection.Ending == Ending.Finished;
    }

    private async Task Hold(WireConnection connection, int number)
    {
        _arrived.Enqueue(connection);
        await _end.Task;
    }

    private async Task<(WireConnection Client, WireConnection Server)> Pair()
    {
        var client = await WireConnection.Connect(_port);
        WireConnection? server = null;
        await Eventually.Holds("the connection arrives", () => _arrived.TryDequeue(out server));
        return (client, server!);
    }
}
