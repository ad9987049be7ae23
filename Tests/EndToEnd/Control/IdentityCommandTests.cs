using System.Text.Json;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using Xunit;
using Xunit.Abstractions;

namespace ActorMesh.Tests.EndToEnd.Control;

/// <summary>The commands about tokens and roots, against a real control node.</summary>
public sealed class IdentityCommandTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Mesh = "mesh { name = shop }\nservices { orders { port = 8081 } }\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly TemporaryFolder _folder = new("identity");
    private readonly int _port = FreePorts.TakeWith(1, 2);
    private ChildProcess? _node;

    private string State => Path.Combine(_folder.Path, "state");

    [Fact]
    public async Task A_token_is_shown_once_listed_without_its_secret_and_revoked()
    {
        await Run(0, "apply", _folder.Write("mesh.conf", Mesh));
        var token = (await Run(0, "token", "create", "--service", "orders", "--ttl", "5m")).Output.Trim();
        Assert.Matches("^am1\\.[A-Za-z0-9_-]{43}\\.[A-Za-z0-9_-]{43}$", token);
        await Run(5, "token", "create", "--service", "nobody");
        await Run(2, "token", "create");

        var listed = (await Run(0, "token", "list")).Output;
        Assert.Contains("spiffe://shop.local/ns/default/sa/orders", listed, StringComparison.Ordinal);
        var id = (await Run(0, "token", "list", "-o", "name")).Output.Trim();
        await Run(0, "token", "revoke", id);
        await Run(5, "token", "revoke", id);

        await Restart();
        Assert.Equal("", (await Run(0, "token", "list")).Output.Trim());
        var secret = token.Split('.')[1];
        foreach (var file in Directory.GetFiles(State).Append("the node's output"))
            Assert.DoesNotContain(secret, File.Exists(file) ? await Text(file) : _node!.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_denied_is_listed_with_the_reason_until_it_is_allowed()
    {
        const string Orders = "spiffe://shop.local/ns/default/sa/orders";
        await Run(0, "apply", _folder.Write("mesh.conf", Mesh));
        await Run(0, "cert", "deny", Orders, "--reason", "laptop");
        await Run(0, "cert", "deny", "00:4A:BC");
        await Run(1, "cert", "deny", "orders");
        await Restart();
        var listed = (await Run(0, "cert", "denied")).Output;
        Assert.Contains(Orders, listed, StringComparison.Ordinal);
        Assert.Contains("laptop", listed, StringComparison.Ordinal);
        Assert.Contains("4abc", listed, StringComparison.Ordinal);
        await Run(0, "cert", "allow", Orders);
        await Run(5, "cert", "allow", Orders);
        Assert.DoesNotContain(Orders, (await Run(0, "cert", "denied")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_root_outlives_a_kill_and_is_replaced_in_steps()
    {
        var first = await Root();
        await Restart();
        Assert.Equal(first, await Root());

        await Run(0, "cert", "root", "--rotate");
        await Run(1, "cert", "root", "--rotate");
        Assert.Equal(first, await Root());
        await Run(0, "cert", "root", "--rotate", "--now");
        Assert.NotEqual(first, await Root());
        await Run(0, "cert", "root", "--rotate", "--now");

        var pem = _folder.Write("roots.pem", (await Run(0, "cert", "root", "--pem")).Output);
        Assert.StartsWith("root", (await Run(0, "cert", "inspect", pem)).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", await Text(Path.Combine(State, "journal.db")) + await Text(Path.Combine(State, "roots.last-good")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_another_sealing_key_it_does_not_start_and_changes_nothing()
    {
        var first = await Root();
        await Kill();
        var key = Path.Combine(State, "sealing.key");
        var kept = await File.ReadAllTextAsync(key);
        await File.WriteAllTextAsync(key, Convert.ToBase64String(new byte[32]));
        await using (var refused = Process())
        {
            Assert.Equal(1, await refused.Exit(Patience));
            Assert.Contains("is sealed under another key", refused.Output, StringComparison.Ordinal);
        }

        await File.WriteAllTextAsync(key, kept);
        await Start();
        Assert.Equal(first, await Root());
    }

    /// <inheritdoc/>
    public Task InitializeAsync() => Start();

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_node is { } node) await node.DisposeAsync();
        _folder.Dispose();
    }

    // SHA-256 of the one that signs.
    private async Task<string> Root()
    {
        using var roots = JsonDocument.Parse((await Run(0, "cert", "root", "-o", "json")).Output);
        return roots.RootElement.GetProperty("roots").EnumerateArray().Single(root => root.GetProperty("state").GetString() == "signs").GetProperty("sha256").GetString()!;
    }

    private static async Task<string> Text(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }

    private ChildProcess Process() => ChildProcess.Start(
        Repository.Program,
        ["control", "--name", "one", "--cluster", $"127.0.0.1:{_port + 2}", "--xds", $"127.0.0.1:{_port + 1}", "--api", $"127.0.0.1:{_port}", "--state", State]);

    private async Task Start()
    {
        _node = Process();
        await Eventually.Holds(
            "the control node leads",
            async () => !_node.HasExited ? (await Command.Run(Repository.Program, ["token", "list", "--control", $"http://127.0.0.1:{_port}"], Patience)).ExitCode == 0 : throw new InvalidOperationException(_node.Output),
            Patience);
    }

    private async Task Kill()
    {
        _node!.Send(Signal.Kill);
        await _node.Exit(Patience);
        await _node.DisposeAsync();
    }

    private async Task Restart()
    {
        await Kill();
        await Start();
    }

    private async Task<CommandResult> Run(int expected, params string[] arguments)
    {
        var result = await Command.Run(
            Repository.Program, arguments.Contains("inspect", StringComparer.Ordinal) ? arguments : [.. arguments, "--control", $"http://127.0.0.1:{_port}"], Patience);
        output.WriteLine($"{result}");
        Assert.True(result.ExitCode == expected, $"{string.Join(' ', arguments)}: {result}");
        return result;
    }
}
