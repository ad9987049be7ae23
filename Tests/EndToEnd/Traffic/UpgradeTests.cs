using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Traffic;

/// <summary>WebSocket and CONNECT: HTTP until the upstream agrees, bytes from then on.</summary>
public sealed class UpgradeTests : IAsyncLifetime
{
    private const string Ask = "Host: mesh.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
    private readonly int _port = FreePorts.Take();
    private readonly TaskCompletionSource _agree = new();
    private volatile string _heads = "";
    private volatile int _early;
    private LoopbackServer _backend = null!;
    private SidecarProcess _sidecar = null!;

    public async Task InitializeAsync()
    {
        _backend = new LoopbackServer(Serve);
        _sidecar = await SidecarProcess.Start(new Bootstrap()
            .Http(
                "front",
                _port,
                ["{ match: { connect_matcher: {} }, route: { cluster: peer, upgrade_configs: [ { upgrade_type: CONNECT } ] } }", Bootstrap.Prefix("/capped", "peer", "max_stream_duration: { max_stream_duration: 2s }"), Bootstrap.Prefix("/", "peer")],
                "upgrade_configs: [ { upgrade_type: websocket }, { upgrade_type: CONNECT } ]")
            .Cluster("peer", [_backend.Port]));
    }

    public async Task DisposeAsync()
    {
        _agree.TrySetResult();
        await _sidecar.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Fact]
    public async Task A_web_socket_carries_messages_of_any_size()
    {
        using var socket = new ClientWebSocket();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{_port}/websocket"), limit.Token);
        foreach (var size in new[] { 0, 1, 125, 126, 65_535, 65_536, 1_000_000 })
        {
            var sent = ByteStream.Slice(0, size);
            await socket.SendAsync(sent, WebSocketMessageType.Binary, endOfMessage: true, limit.Token);
            var got = new byte[sent.Length + 1];
            var count = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(got.AsMemory(count), limit.Token);
                count += part.Count;
            }
            while (!part.EndOfMessage);
            Assert.True(got.AsSpan(0, count).SequenceEqual(sent.Span), $"{size} bytes came back as {count}");
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", limit.Token);
        Assert.Equal(WebSocketState.Closed, socket.State);
    }

    [Fact]
    public async Task No_byte_goes_ahead_of_the_agreement()
    {
        await using var client = await WireConnection.Connect(_port);
        await client.Send($"GET /slow HTTP/1.1\r\n{Ask}EARLY");
        await Eventually.Holds("the request arrives", () => _heads.Contains("/slow", StringComparison.Ordinal));
        await Eventually.StandsStill("nothing more arrives", () => _early, TimeSpan.FromMilliseconds(200));
        Assert.Equal(0, _early);
        _agree.SetResult();
        Assert.StartsWith("HTTP/1.1 101 ", await client.ReadHead(), StringComparison.Ordinal);
        Assert.Equal("EARLY", await client.ReadText(5));
    }

    [Fact]
    public async Task The_upstream_sees_what_is_asked_for()
    {
        await using var client = await WireConnection.Connect(_port);
        await client.Send($"GET /echo HTTP/1.1\r\n{Ask}");
        var head = await client.ReadHead();
        Assert.Contains("upgrade: websocket", head, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("connection: upgrade", head, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\r\nupgrade: websocket\r\n", _heads, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\r\nconnection: upgrade\r\n", _heads, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n", _heads, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_refused_upgrade_leaves_a_connection_of_requests()
    {
        await using var client = await WireConnection.Connect(_port);
        var refusal = await client.Ask($"GET /refuse HTTP/1.1\r\n{Ask}");
        Assert.Equal(403, refusal.Status);
        Assert.Equal("no", refusal.Text);
        Assert.Equal("no", (await client.Ask("GET /refuse HTTP/1.1\r\nHost: mesh.test\r\n\r\n")).Text);
    }

    [Fact]
    public async Task One_side_of_a_tunnel_may_end_before_the_other()
    {
        await using var client = await WireConnection.Connect(_port);
        await client.Send($"GET /echo HTTP/1.1\r\n{Ask}");
        await client.ReadHead();
        await client.Send("last words");
        client.EndSending();
        Assert.Equal("last words", await client.ReadText(10));
        Assert.Equal("bye", await client.ReadText(3));
        Assert.False(await client.Receive());
        Assert.Equal(Ending.Finished, client.Ending);
    }

    [Fact]
    public async Task A_tunnel_lasts_no_longer_than_max_stream_duration()
    {
        await using var client = await WireConnection.Connect(_port);
        await client.Send($"GET /capped HTTP/1.1\r\n{Ask}");
        Assert.StartsWith("HTTP/1.1 101 ", await client.ReadHead(), StringComparison.Ordinal);
        Assert.False(await client.Receive());
    }

    [Fact]
    public async Task Connect_opens_a_tunnel()
    {
        await using var client = await WireConnection.Connect(_port);
        await client.Send("CONNECT mesh.test:443 HTTP/1.1\r\nHost: mesh.test:443\r\n\r\n");
        var head = await client.ReadHead();
        Assert.StartsWith("HTTP/1.1 200 ", head, StringComparison.Ordinal);
        Assert.DoesNotContain("content-length", head, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("transfer-encoding", head, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("CONNECT mesh.test:443 HTTP/1.1\r\n", _heads, StringComparison.Ordinal);
        await client.Send("\x16\x03\x01 any bytes");
        Assert.Equal("\x16\x03\x01 any bytes", await client.ReadText(13));
    }

    private async Task Serve(WireConnection connection, int number)
    {
        while (await connection.ReadHead() is { } head)
        {
            _heads += head;
            var words = head.Split(' ');
            if (words[1] == "/refuse")
            {
                if (!await connection.Send("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno")) return;
                continue;
            }

            if (words[1] == "/slow") await WaitToAgree(connection);
            else await connection.Send(words[0] == "CONNECT" ? "HTTP/1.1 200 OK\r\n\r\n" : $"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n{Accept(head)}\r\n");
            await (words[1] == "/websocket" ? EchoMessages(connection) : EchoBytes(connection));
            return;
        }
    }

    private async Task WaitToAgree(WireConnection connection)
    {
        var receiving = connection.Receive();
        await Task.WhenAny(receiving, _agree.Task);
        _early = connection.Buffered.Length;
        await _agree.Task;
        await connection.Send("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
        await receiving;
    }

    [SuppressMessage("Security", "CA5350", Justification = "RFC 6455 section 4.2.2 says SHA-1.")]
    private static string Accept(string head)
    {
        var key = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("sec-websocket-key:", StringComparison.OrdinalIgnoreCase))?[18..].Trim();
        var digest = SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
        return $"Sec-WebSocket-Accept: {Convert.ToBase64String(digest)}\r\n";
    }

    private static async Task EchoBytes(WireConnection connection)
    {
        while (!connection.Buffered.IsEmpty || await connection.Receive())
        {
            if (!await connection.Send(connection.Buffered.ToArray())) return;
            connection.Consume(connection.Buffered.Length);
        }

        await connection.Send("bye");
    }

    private static async Task EchoMessages(WireConnection connection)
    {
        await using var stream = connection.AsStream();
        using var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true });
        var buffer = new byte[32 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            if (part.MessageType == WebSocketMessageType.Close) break;
            await socket.SendAsync(buffer.AsMemory(0, part.Count), part.MessageType, part.EndOfMessage, CancellationToken.None);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", CancellationToken.None);
    }
}
