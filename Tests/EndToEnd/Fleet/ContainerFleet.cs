using System.Globalization;
using System.Text.Json;
using ActorMesh.Tests.EndToEnd.Rig;

namespace ActorMesh.Tests.EndToEnd.Fleet;

/// <summary>The containers of <c>docker-compose.yml</c>, with ports that nobody else has. Gone afterwards, with their networks and volumes.</summary>
internal sealed class ContainerFleet : IAsyncDisposable
{
    public static readonly IReadOnlyList<string> ControlNodes = ["control-1", "control-2", "control-3"];

    private readonly ContainerEngine _engine;
    private readonly TemporaryFolder _folder = new("fleet");
    private readonly Dictionary<string, int> _ports = [];
    private readonly Dictionary<string, string> _containers = [];
    private readonly string _variables;

    public ContainerFleet(ContainerEngine engine)
    {
        _engine = engine;
        Ingress = FreePorts.Take();
        foreach (var node in ControlNodes) _ports[node] = FreePorts.Take();
        var lines = ControlNodes.Select(node => string.Create(CultureInfo.InvariantCulture, $"{node.ToUpperInvariant().Replace('-', '_')}_PORT={_ports[node]}"));
        _variables = _folder.Write("variables", string.Join('\n', [.. lines, $"FRONTEND_PORT={Ingress}"]));
    }

    /// <summary>Where requests from outside enter, on loopback.</summary>
    public int Ingress { get; }

    /// <summary>Where the API of a control node is published, on loopback.</summary>
    public int ApiPort(string node) => _ports[node];

    /// <summary>The file with what lets change something, out of a control node's volume.</summary>
    public async Task<string> ApiToken(string node)
    {
        var container = (await Compose("ps", "--quiet", node)).Trim();
        var file = _folder.File($"{node}.token");
        await _engine.Must("docker", "cp", $"{container}:/var/lib/actormesh/api.token", file);
        return file;
    }

    public Task Up() => Compose("up", "--detach", "--no-build");

    /// <summary>The processes are gone at once, and nobody starts them again.</summary>
    public Task Kill(params string[] services) => Compose(["kill", .. services]);

    public Task Start(params string[] services) => Compose(["start", .. services]);

    /// <summary>As if the process had died by itself: its container is started again.</summary>
    public async Task KillProcess(string service) => await _engine.Must("kill", "-9", await Inspect(service, "{{.State.Pid}}"));

    public Task Restart(string service) => Compose("restart", service);

    public async Task<bool> IsHealthy(string service) => await Inspect(service, "{{.State.Health.Status}}") == "healthy";

    public async Task<int> Restarts(string service) => int.Parse(await Inspect(service, "{{.RestartCount}}"), CultureInfo.InvariantCulture);

    /// <summary>How many requests a sidecar has passed on to its application well; 0 while it does not answer. It does on its own localhost only, so the question is put from in there.</summary>
    public async Task<double> Passed(string sidecar)
    {
        var pid = await Inspect(sidecar, "{{.State.Pid}}");
        var answer = await _engine.Run("nsenter", "--target", pid, "--net", "curl", "--silent", "--fail", "--max-time", "5", "http://127.0.0.1:15000/stats");
        if (answer.ExitCode != 0) return 0;
        using var stats = JsonDocument.Parse(answer.Output);
        return StatsReading.Sum(stats.RootElement, "app", "upstream", "rq", "2xx");
    }

    /// <summary>What all containers wrote, for the message of a test that fails.</summary>
    public async Task<string> Logs() => (await Compose("logs", "--no-color", "--tail", "30")) + await Compose("ps");

    /// <summary>Removes everything; an error when anything of it is left.</summary>
    public async Task Down()
    {
        await Compose("down", "--volumes", "--timeout", "10");
        var left = await _engine.Must("docker", "ps", "--all", "--quiet") + await _engine.Must("docker", "volume", "ls", "--quiet");
        if (left.Trim().Length > 0) throw new InvalidOperationException($"Left behind: {left}");
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.Run("docker-compose", [.. Options, "down", "--volumes", "--timeout", "5"]);
        _folder.Dispose();
    }

    private async Task<string> Inspect(string service, string format)
    {
        if (!_containers.TryGetValue(service, out var container)) _containers[service] = container = (await Compose("ps", "--quiet", service)).Trim();
        return (await _engine.Must("docker", "inspect", "--format", format, container)).Trim();
    }

    private Task<string> Compose(params string[] command) => _engine.Must("docker-compose", [.. Options, .. command]);

    private string[] Options =>
    [
        "--project-name", "fleet", "--env-file", _variables, "--file", Path.Combine(Repository.Root, "docker-compose.yml"),
    ];
}
