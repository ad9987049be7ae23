using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Mesh;

/// <summary>One sidecar that runs from a mesh file.</summary>
public sealed class MeshSidecarTests
{
    // Far enough from the first port that a backend, which takes the next ones, is in nobody's way.
    private const int Admin = 50, Moved = 51;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly int _port = FreePorts.TakeWith(Admin, Moved);

    [Fact]
    public async Task It_runs_reloads_keeps_the_last_good_file_and_ends_in_order()
    {
        await using var app = new RecordingBackend();
        using var folder = new TemporaryFolder("mesh");
        var file = folder.Write("mesh.conf", Mesh(app.Port, ""));
        await using var sidecar = ChildProcess.Start(Repository.Program, ["sidecar", "--mesh", file, "--service", "orders", "--local", "--insecure-dev"]);
        await Eventually.Holds("it is ready", () => sidecar.HasExited || sidecar.Output.Contains("ready in", StringComparison.Ordinal), Patience);
        Assert.Contains("compiled, but not carried out by this version: ", sidecar.Output, StringComparison.Ordinal);
        Assert.Equal(200, await Ask());

        folder.Write("mesh.conf", "mesh { name = shop }\nservices { orders { port = nonsense } }");
        await Eventually.Holds("it says why it keeps what it has", () => sidecar.Output.Contains("not reloaded (file changed); version 1 stays in force", StringComparison.Ordinal), Patience);
        Assert.Contains("^^^^^^^^", sidecar.Output, StringComparison.Ordinal);
        Assert.Equal(200, await Ask());

        folder.Write("mesh.conf", "mesh { name = shop }\nservices { others { port = 8080 } }");
        await Eventually.Holds("it misses its service", () => sidecar.Output.Contains("has no service `orders`", StringComparison.Ordinal), Patience);
        Assert.Equal(200, await Ask());

        folder.Write("mesh.conf", Mesh(app.Port, "").Replace($"port = {_port},", $"port = {_port + Moved},", StringComparison.Ordinal));
        await Eventually.Holds("it has moved", () => sidecar.Output.Contains(": reloaded in ", StringComparison.Ordinal), Patience);
        await using (var moved = await WireConnection.Connect(_port + Moved))
            Assert.Equal(200, (await moved.Ask("GET / HTTP/1.1\r\nHost: orders\r\n\r\n")).Status);

        sidecar.Send(Signal.Terminate);
        Assert.Equal(0, await sidecar.Exit(Patience));
    }

    [Theory]
    [InlineData("ordrs", 5, "did you mean `orders`?")]
    [InlineData("orders", 0, "would run")]
    public async Task A_check_tells_whether_it_would_run(string service, int expected, string said)
    {
        using var folder = new TemporaryFolder("mesh");
        var file = folder.Write("mesh.conf", Mesh(9000, ""));
        var check = await Command.Run(Repository.Program, ["sidecar", "--mesh", file, "--service", service, "--check", "--insecure-dev"]);
        Assert.Equal(expected, check.ExitCode);
        Assert.Contains(said, check.Errors, StringComparison.Ordinal);
    }

    private string Mesh(int app, string more) =>
        $$"""
        mesh { name = shop, admin-port = {{_port + Admin}} }
        services {
          orders { port = {{_port}}, app-port = {{app}}, {{more}} }
        }
        """;

    private async Task<int> Ask()
    {
        await using var client = await WireConnection.Connect(_port);
        return (await client.Ask("GET / HTTP/1.1\r\nHost: orders\r\n\r\n")).Status;
    }
}
