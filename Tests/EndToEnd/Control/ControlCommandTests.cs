using System.Globalization;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using Xunit;
using Xunit.Abstractions;

namespace ActorMesh.Tests.EndToEnd.Control;

/// <summary>The commands, against a real control node that keeps its journal over a kill.</summary>
public sealed class ControlCommandTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Shop = "mesh { name = shop }\nservices {\n  web { port = 8080, calls = [stock], endpoints = [\"10.0.0.1:8080\"] }\n  stock { port = 8081, endpoints = [\"10.0.0.2:8081\"] }\n}\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly TemporaryFolder _folder = new("control");
    private readonly HttpClient _client = new() { DefaultRequestHeaders = { { "X-ActorMesh-Admin", "1" } } };
    private readonly int _port = FreePorts.TakeWith(1, 2);
    private ChildProcess? _node;

    private string Api => $"http://127.0.0.1:{_port}";

    [Fact]
    public async Task What_is_applied_is_numbered_kept_and_can_be_brought_back()
    {
        var first = await Run(0, "apply", Write(Shop), "-m", "the first");
        Assert.Contains("version 1 applied", first.Output + first.Errors, StringComparison.Ordinal);
        await Run(0, "apply", Write(Shop.Replace("port = 8081", "timeout.request = 2s, port = 8081", StringComparison.Ordinal)), "--expect", "1");

        var late = await Run(1, "apply", Write(Shop), "--expect", "1");
        Assert.Contains("version 2", late.Errors, StringComparison.Ordinal);

        await Run(0, "rollback");
        _node!.Send(Signal.Kill);
        await _node.Exit(Patience);
        await Start();

        using var history = JsonDocument.Parse((await Run(0, "history", "-o", "json")).Output);
        var versions = history.RootElement.GetProperty("versions").EnumerateArray().ToList();
        Assert.Equal([3, 2, 1], versions.Select(version => version.GetProperty("version").GetInt32()));
        Assert.Equal(1, versions[0].GetProperty("restores").GetInt32());
        Assert.Equal(Shop, (await Run(0, "get", "mesh")).Output);
    }

    [Fact]
    public async Task A_mesh_with_errors_is_refused_where_they_are_and_what_runs_runs_on()
    {
        await Run(0, "apply", Write(Shop));
        var refused = await Run(3, "apply", Write(Shop.Replace("[stock]", "[stok]", StringComparison.Ordinal)));
        Assert.Contains("mesh.conf:3:", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("stok", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(Shop, (await Run(0, "get", "mesh")).Output);
    }

    [Fact]
    public async Task A_journal_that_was_wiped_speaks_for_nobody_until_a_person_says_so()
    {
        await Run(0, "apply", Write(Shop));
        await Run(0, "apply", Write(Shop.Replace("port = 8081", "timeout.request = 2s, port = 8081", StringComparison.Ordinal)));
        await Eventually.Holds("the node serves it", async () => await ServedVersion() == 2, Patience);
        _node!.Send(Signal.Terminate);
        Assert.Equal(0, await _node.Exit(Patience));
        foreach (var file in Directory.GetFiles(_folder.File("state"), "journal.db*")) File.Delete(file);
        await Start();

        await Eventually.Holds("it says so", async () => (await _client.GetStringAsync(new Uri($"{Api}/ready"))).Contains("does not know it", StringComparison.Ordinal), Patience);
        Assert.Contains("does not know it", (await Run(0, "status")).Output, StringComparison.Ordinal);
        var refused = await Run(1, "apply", Write(Shop));
        Assert.Contains("has the mesh of epoch 1 sequence 3", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("--above-epoch", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(2, await ServedVersion());

        await Run(0, "apply", Write(Shop), "--above-epoch", "1");
        await Eventually.Holds("the node serves it", async () => await ServedVersion() == 1, Patience);
        Assert.DoesNotContain("does not know it", (await Run(0, "status")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_on_which_sidecars_hang_ends_soon_after_it_is_asked_to()
    {
        const string Limited = "rate-limit.global { enabled = on, rate = 1000/s }";
        var ports = Enumerable.Range(0, 4).Select(_ => FreePorts.Take()).ToList();
        await Run(0, "apply", Write("services {\n" + string.Join('\n', ports.Select((port, i) => $"  s{i} {{ port = {port}, endpoints = [\"127.0.0.1:{port}\"], {Limited} }}")) + "\n}\n"));
        var sidecars = Enumerable.Range(0, 4).Select(i =>
            FollowingSidecar.StartFor($"s{i}", "--xds", $"127.0.0.1:{_port + 1}", _folder.File($"s{i}"))).ToList();
        try
        {
            foreach (var sidecar in sidecars) await sidecar.IsReady();
            foreach (var port in ports) using (await _client.GetAsync(new Uri($"http://127.0.0.1:{port}/"))) { }
            await Eventually.Holds("each has a connection for discovery, one for leases and one for its reports", () => Connections(_port + 1) >= 12, Patience);

            var began = TimeProvider.System.GetTimestamp();
            _node!.Send(Signal.Terminate);
            Assert.Equal(0, await _node.Exit(Patience));
            var took = TimeProvider.System.GetElapsedTime(began);
            output.WriteLine($"ended in {took.TotalMilliseconds:0} ms");
            Assert.True(took < TimeSpan.FromSeconds(5), $"{took}\n{_node.Output}");
        }
        finally
        {
            foreach (var sidecar in sidecars) await sidecar.DisposeAsync();
        }
    }

    [Fact]
    public async Task Where_no_node_answers_it_says_what_to_do()
    {
        var lost = await Command.Run(Repository.Program, ["status", "--control", $"http://127.0.0.1:{FreePorts.Take()}"]);
        Assert.Equal(6, lost.ExitCode);
        Assert.Contains("--control", lost.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thousand_versions_are_there_again_soon_after_a_kill()
    {
        for (var version = 1; version <= 1_000; version++)
        {
            var text = Shop.Replace("port = 8081", string.Create(CultureInfo.InvariantCulture, $"timeout.request = {version}ms, port = 8081"), StringComparison.Ordinal);
            using var answer = await _client.PostAsJsonAsync(new Uri($"{Api}/v1/apply"), new { files = new[] { new { name = "mesh.conf", text } }, author = "test", force = true });
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }

        _node!.Send(Signal.Kill);
        await _node.Exit(Patience);
        var began = TimeProvider.System.GetTimestamp();
        await Start();
        var took = TimeProvider.System.GetElapsedTime(began);
        output.WriteLine($"1,000 versions: leads {took.TotalSeconds:0.00} s after the start of the process");
        Assert.True(took < TimeSpan.FromSeconds(10), $"{took}");
        using var history = JsonDocument.Parse((await Run(0, "history", "-o", "json")).Output);
        Assert.Equal(1_000, history.RootElement.GetProperty("versions").EnumerateArray().First().GetProperty("version").GetInt32());
    }

    /// <inheritdoc/>
    public Task InitializeAsync() => Start();

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_node is not null) await _node.DisposeAsync();
        _client.Dispose();
        _folder.Dispose();
    }

    private async Task Start()
    {
        _node = ChildProcess.Start(
            Repository.Program,
            ["control", "--api", $"127.0.0.1:{_port}", "--xds", $"127.0.0.1:{_port + 1}", "--cluster", $"127.0.0.1:{_port + 2}", "--state", _folder.File("state"), "--insecure-dev"]);
        await Eventually.Holds("the control node is ready", IsReady, Patience).Explained(() => _node.Output);
    }

    private async Task<bool> IsReady()
    {
        try
        {
            using var status = JsonDocument.Parse(await _client.GetStringAsync(new Uri($"{Api}/v1/status")));
            return status.RootElement.GetProperty("mesh").GetProperty("epoch").GetInt64() > 0;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Accepted by a port of this machine.</summary>
    /// <remarks>Source: proc_net_tcp(5): the second field is the local address, the fourth the state, of which 01 is established.</remarks>
    private static int Connections(int port) => File.ReadLines("/proc/net/tcp").Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Count(fields => fields[3] == "01" && fields[1].EndsWith(string.Create(CultureInfo.InvariantCulture, $":{port:X4}"), StringComparison.Ordinal));

    private async Task<long> ServedVersion()
    {
        using var services = JsonDocument.Parse(await _client.GetStringAsync(new Uri($"{Api}/v1/services")));
        return services.RootElement.GetProperty("version").GetInt64();
    }

    private string Write(string text) => _folder.Write("mesh.conf", text);

    private async Task<CommandResult> Run(int exitCode, params string[] command)
    {
        var result = await Command.Run(Repository.Program, [.. command, "--control", Api], Patience);
        Assert.True(result.ExitCode == exitCode, $"{string.Join(' ', command)}: {result}\n{_node!.Output}");
        return result;
    }
}
