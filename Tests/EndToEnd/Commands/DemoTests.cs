using System.Globalization;
using System.Text.RegularExpressions;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Load;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Commands;

/// <summary>The first thing that a newcomer runs does what README shows.</summary>
public sealed partial class DemoTests
{
    private const int UsualPort = 10_000;
    private const int FirstWorkload = 8081; // Ports as distances from the proxy's.
    private const int Admin = 5000;

    private readonly int _port = FreePorts.TakeWith(Admin, FirstWorkload, FirstWorkload + 1, FirstWorkload + 2);

    private string[] Arguments => ["demo", "--port-offset", $"{_port - UsualPort}"];

    [Theory]
    [InlineData(Signal.Interrupt)]
    [InlineData(Signal.Terminate)]
    public async Task It_prints_what_the_readme_shows_stays_up_and_ends_when_asked(int signal)
    {
        await using var demo = await Started();
        var printed = demo.Output.Split('\n').Select(line => line["out| ".Length..]).TakeWhile(line => !line.StartsWith("Now you", StringComparison.Ordinal));
        Assert.Equal(Shown(), Comparable(string.Join('\n', printed), _port - UsualPort));

        Assert.Contains("HTTP/1.1 200 OK", (await Curl.Run($"http://127.0.0.1:{_port}/orders/5")).Output, StringComparison.Ordinal);
        Assert.Contains("LIVE", (await Curl.Run($"http://127.0.0.1:{_port + Admin}/ready")).Output, StringComparison.Ordinal);
        demo.Send(signal);
        Assert.Equal(0, await demo.Exit(TimeSpan.FromSeconds(10)));
        Assert.DoesNotContain("err| ", demo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_suggestions_work()
    {
        await using var demo = await Started();
        var workload = $"http://127.0.0.1:{_port + FirstWorkload}/_workload";
        Assert.Contains($"curl -X POST '{workload}?latency=300ms&errors=50%25'", demo.Output, StringComparison.Ordinal);
        var changed = await Curl.Run("-X", "POST", $"{workload}?latency=300ms&errors=50%25");
        Assert.EndsWith("orders-1: latency=300ms jitter=0s errors=50% error-status=503\n", changed.Output, StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 200 OK", (await Curl.Run($"http://127.0.0.1:{_port + Admin}/")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_is_enough_if_so_asked()
    {
        var demo = await Command.Run(Repository.Program, [.. Arguments, "--once"]);
        Assert.True(demo is { ExitCode: 0, Errors: "" }, demo.ToString());
        Assert.Equal(Shown(), Comparable(demo.Output, _port - UsualPort));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_with_what_to_do()
    {
        await using var first = await Started();
        var second = await Command.Run(Repository.Program, Arguments);
        Assert.Equal(1, second.ExitCode);
        Assert.Contains($"127.0.0.1:{_port + FirstWorkload} cannot be listened on: another process has it", second.Errors, StringComparison.Ordinal);
        Assert.Contains("--port-offset", second.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", second.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_runs_is_a_file_that_a_sidecar_takes()
    {
        using var folder = new TemporaryFolder("demo");
        var file = folder.Write("demo.yaml", (await Command.Run(Repository.Program, [.. Arguments, "--print-config"])).Output);
        var check = await Command.Run(Repository.Program, ["sidecar", "--check", "--envoy", file]);
        Assert.True(check.ExitCode == 0, check.ToString());
        Assert.Contains($"port_value: {_port}", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    private async Task<ChildProcess> Started()
    {
        var demo = ChildProcess.Start(Repository.Program, Arguments);
        await Eventually.Holds("the demo stays up", () => demo.HasExited || demo.Output.Contains("Ctrl-C ends it.", StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        Assert.False(demo.HasExited, demo.Output);
        return demo;
    }

    private static string Shown()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        return Comparable(Sample().Match(readme).Groups[1].Value, offset: 0);
    }

    // Ports depend on the machine, times on the moment; all else must be the same.
    private static string Comparable(string text, int offset) => Times().Replace(
        Ports().Replace(text, port => $"127.0.0.1:{int.Parse(port.Groups[1].ValueSpan, CultureInfo.InvariantCulture) - offset}"), " T ms").Trim();

    [GeneratedRegex("```\n(One proxy, .*?)```", RegexOptions.Singleline, 1000)]
    private static partial Regex Sample();

    [GeneratedRegex(@"127\.0\.0\.1:(\d+)", RegexOptions.None, 1000)]
    private static partial Regex Ports();

    [GeneratedRegex(@" +[\d.]+ ms", RegexOptions.None, 1000)]
    private static partial Regex Times();
}
