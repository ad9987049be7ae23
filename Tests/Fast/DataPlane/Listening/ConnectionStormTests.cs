using System.Net;
using System.Net.Sockets;
using System.Text;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.Tests.Fast.Kit;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Bootstraps;

namespace ActorMesh.Tests.Fast.DataPlane.Listening;

/// <summary>Thousands of connections that end in every way, through real sockets: each gets its own bytes, and nothing is held in the end.</summary>
public sealed class ConnectionStormTests : ActorTest
{
    private const int Connections = 2_000;
    private const int AtATime = 24;
    private const string Unheard = "GET /unheard HTTP/1.1\r\nhost: a\r\n\r\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Bytes_come_back_to_who_sent_them_and_nothing_is_held()
    {
        using var echo = new EchoUpstream();
        var cluster = Upstreams.Static(Upstreams.Settings("c"), echo.Address, Clock);
        Clusters.Publish([cluster]);
        var (_, status) = Listen(Plan(ByteListener("a", "c"), Static("c", 1)), connectionsMax: Connections);
        await Storm(number => Carry(status.Address, number));
        AssertComesToRest(cluster, () => status.Active);
        Until(() => echo.Open == 0);
    }

    [Fact]
    public async Task Answers_come_to_who_asked_and_nothing_is_held()
    {
        using var upstream = new LoopbackUpstream();
        var cluster = Upstreams.Static(Upstreams.Settings("c"), upstream.Address, Clock);
        Clusters.Publish([cluster]);
        var (_, status) = Listen(Plan(Listener("a", GoesTo("c")), Static("c", 1)), connectionsMax: Connections);
        await Storm(number => Ask(status.Address, number));
        AssertComesToRest(cluster, () => status.Active);
        foreach (var cell in Cells(cluster)) cell.Pool.Drain();
        Until(() => upstream.Open == 0);
    }

    private static async Task Storm(Func<int, Task> connection)
    {
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, AtATime).Select(_ => Task.Run(async () =>
        {
            for (int number; (number = Interlocked.Increment(ref next)) <= Connections;) await connection(number).WaitAsync(Patience);
        })));
    }

    private void AssertComesToRest(UpstreamCluster cluster, Func<int> clients)
    {
        Until(() => clients() == 0);
        Until(() => cluster.Limits is { Requests: 0, Pending: 0 } && Cells(cluster).All(cell => cell.Active == 0));
        Until(() => cluster.Limits.Connections == Cells(cluster).Sum(cell => cell.Pool.Idle));
    }

    private static IEnumerable<EndpointCell> Cells(UpstreamCluster cluster) => cluster.View!.Members.Select(member => member.Cell);

    private static async Task Carry(IPEndPoint to, int number)
    {
        var random = new Random(number);
        using var socket = await Connect(to);
        var sent = new byte[random.Next(8) switch { 0 => 300_000, < 3 => random.Next(60_000), _ => random.Next(1, 3_000) }];
        for (var at = 0; at < sent.Length; at++) sent[at] = (byte)(number * 31 + at * 7);
        switch (random.Next(6))
        {
            case 0:
                return;
            case 1:
                Reset(socket);
                return;
            case 2:
                _ = await socket.SendAsync(sent.AsMemory(0, Math.Min(sent.Length, 100_000)));
                if (random.Next(2) == 0) Reset(socket);
                return;
            case 3:
                _ = await socket.SendAsync(sent.AsMemory(0, 1));
                socket.Shutdown(SocketShutdown.Send);
                Assert.Equal(sent[..1], await All(socket));
                return;
            default:
                var taking = All(socket);
                for (var at = 0; at < sent.Length;) at += await socket.SendAsync(sent.AsMemory(at, Math.Min(sent.Length - at, random.Next(1, 40_000))));
                socket.Shutdown(SocketShutdown.Send);
                Assert.Equal(sent, await taking);
                return;
        }
    }

    private static async Task Ask(IPEndPoint to, int number)
    {
        var random = new Random(number);
        using var socket = await Connect(to);
        for (var turn = random.Next(4); turn > 0; turn--)
        {
            var target = $"/{number}-{turn}-{new string((char)('a' + number % 26), random.Next(10) == 0 ? 3_000 : 20)}";
            await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nhost: a\r\n\r\n"));
            var buffer = new byte[8_000];
            var text = "";
            while (!text.EndsWith(target, StringComparison.Ordinal))
            {
                var count = await socket.ReceiveAsync(buffer);
                Assert.True(count > 0, $"The connection ended after: {text}");
                text += Encoding.ASCII.GetString(buffer, 0, count);
            }

            Assert.StartsWith("HTTP/1.1 200 OK\r\n", text, StringComparison.Ordinal);
        }

        if (random.Next(2) == 0) await socket.SendAsync(Encoding.ASCII.GetBytes(Unheard[..random.Next(1, Unheard.Length + 1)]));
        if (random.Next(2) == 0) Reset(socket);
    }

    private static async Task<Socket> Connect(IPEndPoint to)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(to);
        return socket;
    }

    private static async Task<byte[]> All(Socket socket)
    {
        var all = new MemoryStream();
        var piece = new byte[20_000];
        for (int count; (count = await socket.ReceiveAsync(piece)) > 0;) all.Write(piece, 0, count);
        return all.ToArray();
    }

    private static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }
}
