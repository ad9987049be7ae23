using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Traffic;

/// <summary>An upstream that answers before it has read the request: the client hears it, and nobody mixes up what comes after.</summary>
public sealed class EarlyAnswerTests : IAsyncLifetime
{
    private const int Body = 4 << 20;
    private readonly int _port = FreePorts.Take();
    private LoopbackServer _backend = null!;
    private SidecarProcess _sidecar = null!;

    public async Task InitializeAsync()
    {
        _backend = new LoopbackServer(Serve);
        _sidecar = await SidecarProcess.Start(new Bootstrap()
            .Http("front", _port, [Bootstrap.Prefix("/", "hasty")])
            .Cluster("hasty", [_backend.Port]));
    }

    public async Task DisposeAsync()
    {
        await _sidecar.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Theory]
    [InlineData("/keeps-reading")]
    [InlineData("/stops-reading")]
    [InlineData("/closes")]
    public async Task The_client_hears_the_answer_while_it_still_sends(string target)
    {
        await using var client = await WireConnection.Connect(_port);
        await client.Send($"POST {target} HTTP/1.1\r\nHost: mesh.test\r\nContent-Length: {Body}\r\n\r\n");
        await client.Send(ByteStream.Slice(0, 1000));
        var answer = await client.ReadResponse("POST");
        Assert.True(answer is { Status: 413, Text: "too large" }, $"{answer}");
    }

    [Theory]
    [InlineData("/keeps-reading")]
    [InlineData("/stops-reading")]
    [InlineData("/closes")]
    public async Task What_is_left_of_the_body_is_never_taken_for_a_request(string target)
    {
        await using var client = await WireConnection.Connect(_port);
        const string smuggled = "GET /smuggled HTTP/1.1\r\nHost: mesh.test\r\n\r\n";
        await client.Send($"POST {target} HTTP/1.1\r\nHost: mesh.test\r\nContent-Length: {smuggled.Length + 10}\r\n\r\n0123456789");
        Assert.Equal(413, (await client.ReadResponse("POST"))!.Status);
        await client.Send(smuggled);
        await client.Send("GET /after HTTP/1.1\r\nHost: mesh.test\r\n\r\n");
        var next = await ReadOrEnd(client);
        Assert.True(next is null or { Text: "fine /after" }, $"{next}");
        Assert.DoesNotContain("smuggled", next?.Text ?? "", StringComparison.Ordinal);

        await using var other = await WireConnection.Connect(_port);
        Assert.Equal("fine /other", (await other.Ask("GET /other HTTP/1.1\r\nHost: mesh.test\r\n\r\n")).Text);
    }

    private static async Task<WireResponse?> ReadOrEnd(WireConnection client)
    {
        try
        {
            return await client.ReadResponse();
        }
        catch (WireException) when (client.Ending == Ending.Reset)
        {
            return null;
        }
    }

    private static async Task Serve(WireConnection connection, int number)
    {
        while (await connection.ReadHead() is { } head)
        {
            var target = head.Split(' ')[1];
            if (head.StartsWith("GET", StringComparison.Ordinal))
            {
                await connection.Send($"HTTP/1.1 200 OK\r\nContent-Length: {target.Length + 5}\r\n\r\nfine {target}");
                continue;
            }

            await connection.Send("HTTP/1.1 413 Too Large\r\nContent-Length: 9\r\n\r\ntoo large");
            if (target == "/closes") return;
            if (target == "/stops-reading") await Task.Delay(TimeSpan.FromSeconds(3));
            else await new PatternBody(connection, BodyStream.Of(head)).TakeAll();
        }
    }
}
