using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Commands;

/// <summary>The tiny services to put a sidecar in front of.</summary>
public sealed class WorkloadTests
{
    private readonly int _port = FreePorts.TakeWith(1, 2);

    [Fact]
    public async Task Several_listen_side_by_side_and_each_has_its_name_and_its_own_behaviour()
    {
        await using var workload = await Start("--count", "3", "--name", "cart-7");
        Assert.Equal("200 cart-7: GET /x?y=1\n", await Ask(_port, "GET /x?y=1"));
        Assert.Equal("200 cart-9: GET /\n", await Ask(_port + 2, "GET /"));
        Assert.Equal("200 cart-8: latency=0s jitter=0s errors=100% error-status=503\n", await Ask(_port + 1, "POST /_workload?errors=100%25"));
        Assert.Equal("503 cart-8: GET / (503 on purpose)\n", await Ask(_port + 1, "GET /"));
        Assert.Equal("200 cart-7: GET /\n", await Ask(_port, "GET /"));
    }

    [Fact]
    public async Task Latency_and_errors_change_while_it_runs()
    {
        await using var workload = await Start();
        Assert.Equal("200 orders-1: GET /\n", await Ask(_port, "GET /"));

        Assert.Equal("200 orders-1: latency=300ms jitter=0s errors=0% error-status=503\n", await Ask(_port, "POST /_workload?latency=300ms"));
        var began = TimeProvider.System.GetTimestamp();
        Assert.Equal("200 orders-1: GET /\n", await Ask(_port, "GET /"));
        Assert.True(TimeProvider.System.GetElapsedTime(began) >= TimeSpan.FromMilliseconds(290));

        await Ask(_port, "POST /_workload?latency=0s&errors=100%25&error-status=429");
        Assert.Equal("429 orders-1: GET / (429 on purpose)\n", await Ask(_port, "GET /"));
        Assert.Equal("200 ok\n", await Ask(_port, "GET /healthz"));
        await Ask(_port, "POST /_workload?errors=0%25");
        Assert.Equal("200 orders-1: GET /\n", await Ask(_port, "GET /"));
    }

    [Fact]
    public async Task Nonsense_is_refused_with_a_reason_and_changes_nothing()
    {
        await using var workload = await Start("--latency", "1ms", "--errors", "0%");
        Assert.Equal("400 unknown setting 'speed'; there are latency, jitter, errors and error-status\n", await Ask(_port, "POST /_workload?errors=100%25&speed=9"));
        Assert.StartsWith("400 ", await Ask(_port, "POST /_workload?latency=soon"), StringComparison.Ordinal);
        Assert.Equal("200 orders-1: latency=1ms jitter=0s errors=0% error-status=503\n", await Ask(_port, "GET /_workload"));
    }

    [Fact]
    public async Task The_same_seed_makes_the_same_errors()
    {
        var runs = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            await using var workload = await Start("--errors", "50%", "--seed", "42");
            var answers = "";
            for (var i = 0; i < 30; i++) answers += (await Ask(_port, "GET /"))[..3] == "503" ? "x" : ".";
            runs.Add(answers);
        }

        Assert.Equal(runs[0], runs[1]);
        Assert.Contains("x", runs[0], StringComparison.Ordinal);
        Assert.Contains(".", runs[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_and_none_of_them_starts()
    {
        await using var first = await StartOn(_port + 1);
        var second = await Command.Run(Repository.Program, ["workload", "--port", $"{_port}", "--count", "2"]);
        Assert.Equal((1, $"error: 127.0.0.1:{_port + 1} cannot be listened on: another process has it\n", ""), (second.ExitCode, second.Errors, second.Output));
        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(() => WireConnection.Connect(_port));
    }

    [Theory]
    [InlineData("--port", "0")]
    [InlineData("--count", "101")]
    [InlineData("--errors", "120%")]
    [InlineData("--latency", "5")]
    [InlineData("--error-status", "200")]
    public async Task An_option_that_makes_no_sense_is_a_usage_error_that_names_it(string option, string value)
    {
        var result = await Command.Run(Repository.Program, ["workload", option, value]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(option, result.Errors, StringComparison.Ordinal);
        Assert.Contains("workload --help", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Signal.Interrupt)]
    [InlineData(Signal.Terminate)]
    public async Task It_ends_when_asked(int signal)
    {
        await using var workload = await Start();
        workload.Send(signal);
        Assert.Equal(0, await workload.Exit(TimeSpan.FromSeconds(10)));
    }

    private Task<ChildProcess> Start(params string[] options) => StartOn(_port, options);

    private static async Task<ChildProcess> StartOn(int port, params string[] options)
    {
        var workload = ChildProcess.Start(Repository.Program, ["workload", "--port", $"{port}", .. options]);
        await Eventually.Holds("the workload is ready", () => workload.HasExited || workload.Output.Contains("ready", StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        Assert.False(workload.HasExited, workload.Output);
        return workload;
    }

    private static async Task<string> Ask(int port, string methodAndTarget)
    {
        await using var client = await WireConnection.Connect(port);
        var answer = await client.Ask($"{methodAndTarget} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n");
        return $"{answer.Status} {answer.Text}";
    }
}
