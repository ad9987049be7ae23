using System.Net.NetworkInformation;
using System.Text;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Rig.Load;

/// <summary>The load generator must notice what it is there to notice.</summary>
public sealed class LoadGeneratorTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes", "right")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nno", "wrong")]
    [InlineData("HTTP/1.1 503 No\r\nContent-Length: 0\r\nx-actormesh-flags: UF\r\n\r\n", "503 UF")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nyes", "cut")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nyes", "malformed")]
    [InlineData("", "orphaned")]
    public async Task Every_kind_of_answer_is_told_apart(string answer, string kind)
    {
        await using var server = new LoopbackServer(async (connection, _) =>
        {
            await connection.ReadHead();
            await connection.Send(answer);
        });
        var report = await new LoadGenerator(server.Port, clients: 1, (_, body) => body == "yes", requests: 1).Finish(TimeSpan.FromSeconds(10));
        Assert.Equal(1, report[kind]);
        Assert.Equal(1, report.Total);
    }

    [Fact]
    public async Task A_connection_that_ends_without_having_said_so_is_a_failure()
    {
        await using var server = new LoopbackServer(async (connection, _) =>
        {
            await connection.ReadHead();
            await connection.Send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes");
            await connection.ReadHead();
        });
        var report = await new LoadGenerator(server.Port, clients: 1, (_, body) => body == "yes", requests: 2).Finish(TimeSpan.FromSeconds(10));
        Assert.Equal((1, 1), (report.Right, report["closed"]));
    }

    [Fact]
    public async Task A_new_connection_that_ends_before_a_request_is_sent_is_dropped_and_not_orphaned()
    {
        await using var server = new LoopbackServer((connection, _) =>
        {
            connection.Reset();
            return Task.CompletedTask;
        });
        string OnceReset(string target)
        {
            SpinWait.SpinUntil(() => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections().All(one => one.RemoteEndPoint.Port != server.Port));
            return $"GET {target} HTTP/1.1\r\n\r\n";
        }

        var report = await new LoadGenerator(server.Port, clients: 1, (_, _) => true, requests: 5, OnceReset).Finish(TimeSpan.FromSeconds(10));
        Assert.True(report["dropped"] == 5 && report.Total == 5, $"{report}");
    }

    [Fact]
    public async Task An_answer_that_went_to_the_wrong_request_is_wrong()
    {
        await using var server = new LoopbackServer(async (connection, _) =>
        {
            for (string? head, last = "none"; (head = await connection.ReadHead()) is not null; last = head.Split(' ')[1])
                await connection.Send($"HTTP/1.1 200 OK\r\nContent-Length: {Encoding.ASCII.GetByteCount(last)}\r\n\r\n{last}");
        });
        var report = await new LoadGenerator(server.Port, clients: 2, (target, body) => body == target, requests: 50).Finish(TimeSpan.FromSeconds(10));
        Assert.Equal(50, report["wrong"]);
    }
}
