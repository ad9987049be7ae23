using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Traffic;

/// <summary>An upstream that speaks when nobody asked: what it says out of turn never answers a request.</summary>
public sealed class UnaskedUpstreamTests : IAsyncLifetime
{
    private const string Forged = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged";

    private readonly int _port = FreePorts.Take();
    private Func<WireConnection, int, Task> _serve = null!;
    private LoopbackServer _backend = null!;
    private SidecarProcess _sidecar = null!;

    public async Task InitializeAsync()
    {
        _backend = new LoopbackServer((connection, number) => _serve(connection, number));
        _sidecar = await SidecarProcess.Start(new Bootstrap()
            .Http("front", _port, [Bootstrap.Prefix("/", "talker")])
            .Cluster("talker", [_backend.Port]));
    }

    public async Task DisposeAsync()
    {
        await _sidecar.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Theory]
    [InlineData(Forged)]
    [InlineData("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")]
    [InlineData("x")]
    public async Task What_comes_on_an_idle_connection_ends_it_and_reaches_nobody(string unasked)
    {
        var speak = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _serve = async (connection, number) =>
        {
            await AnswerOne(connection);
            if (number == 1) await speak.Task;
            if (number == 1) await connection.Send(unasked);
            while (await AnswerOne(connection))
            {
            }
        };
        await using var client = await WireConnection.Connect(_port);
        Assert.Equal("/first", await Ask(client, "/first"));
        speak.SetResult();
        await Eventually.Holds("the proxy has ended the connection", () => _backend.Open == 0);
        Assert.Equal("/second", await Ask(client, "/second"));
        Assert.Equal(2, _backend.Accepted);
    }

    [Fact]
    public async Task A_whole_second_answer_behind_the_first_is_thrown_away_with_its_connection()
    {
        _serve = async (connection, _) =>
        {
            while (await connection.ReadHead() is { } head) await connection.Send(AnswerTo(head) + Forged);
        };
        await using var one = await WireConnection.Connect(_port);
        await using var two = await WireConnection.Connect(_port);
        for (var round = 0; round < 50; round++)
        {
            Assert.Equal($"/one/{round}", await Ask(one, $"/one/{round}"));
            Assert.Equal($"/two/{round}", await Ask(two, $"/two/{round}"));
        }

        Assert.Equal(100, _backend.Accepted);
    }

    [Fact]
    public async Task An_answer_that_was_there_before_the_request_is_followed_by_nobody_elses()
    {
        _serve = async (connection, _) =>
        {
            await connection.Send(Forged);
            while (await AnswerOne(connection))
            {
            }
        };
        for (var round = 0; round < 30; round++)
        {
            await using var client = await WireConnection.Connect(_port);
            // Nothing tells such an answer from a quick one: whoever opened the connection may get it, and nobody else.
            var answer = await Ask(client, $"/{round}");
            Assert.True(answer is "forged" or "503 UC" or "502 UPE" || answer == $"/{round}", answer);
            await Eventually.Holds("the connection that spoke twice has ended", () => _backend.Open == 0);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_hangs_up_at_once_is_an_honest_error_and_leaves_nothing_behind(bool withReset)
    {
        _serve = (connection, _) =>
        {
            if (withReset) connection.Reset();
            return Task.CompletedTask;
        };
        await using var client = await WireConnection.Connect(_port);
        for (var round = 0; round < 20; round++) Assert.Matches("^503 (UC|UF)$", await Ask(client, $"/{round}"));
        Assert.Equal(0, await ConnectionsOpen());
        _serve = async (connection, _) =>
        {
            while (await AnswerOne(connection))
            {
            }
        };
        Assert.Equal("/after", await Ask(client, "/after"));
        Assert.Equal(1, await ConnectionsOpen());
    }

    private async Task<long> ConnectionsOpen() => (await _sidecar.Stats()).GetProperty("cluster.talker.upstream_cx_active").GetInt64();

    /// <returns>The body of a good answer, else its status and flags.</returns>
    private static async Task<string> Ask(WireConnection client, string target)
    {
        var answer = await client.Ask($"GET {target} HTTP/1.1\r\nHost: mesh.test\r\n\r\n");
        return answer.Status == 200 ? answer.Text : $"{answer.Status} {LocalReply.FlagOf(answer)}";
    }

    private static async Task<bool> AnswerOne(WireConnection connection) =>
        await connection.ReadHead() is { } head && await connection.Send(AnswerTo(head));

    private static string AnswerTo(string head)
    {
        var target = head.Split(' ')[1];
        return $"HTTP/1.1 200 OK\r\nContent-Length: {target.Length}\r\n\r\n{target}";
    }
}
