using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Load;
using ActorMesh.Tests.EndToEnd.Rig.Networks;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Control;

/// <summary>Three control nodes on PostgreSQL and four workloads with their sidecars, each on a machine of its own.</summary>
public sealed class ControlFleet : IAsyncLifetime
{
    private static readonly string[] ControlNames = ["control-1", "control-2", "control-3"];

    /// <summary>How long anything that has to happen by itself may take, on a slow machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _state = new("fleet");
    // Who answers is the network's to say: the nodes are told apart by what only they have, their tokens.
    private readonly HttpClient _client = new(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null } })
    {
        Timeout = TimeSpan.FromSeconds(10),
    };

    private MachineNetwork? _network;
    private PostgresServer? _journal;
    private int _seconds = 10;

    internal IReadOnlyList<ControlNode> Nodes { get; private set; } = [];

    internal IReadOnlyList<ShopMachine> Shop { get; private set; } = [];

    internal MachineNetwork Network => _network!;

    internal ShopMachine Machine(string name) => Shop.Single(one => one.Machine.Name == name);

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (new NetworkFactAttribute().Skip is not null) return; // Then each test says so.
        _network = new MachineNetwork([.. ControlNames, "frontend", "orders-1", "orders-2", "payments"]);
        _journal = await PostgresServer.Start(_network.Host(FreePorts.Take()));
        var machines = ControlNames.Select(name => _network[name]).ToList();
        var sealingKey = _state.WriteSecret("sealing.key", Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)));
        Nodes = [.. machines.Select(machine => new ControlNode(machine, machines, _journal.Url, sealingKey, _state.Path))];
        foreach (var node in Nodes) node.Start();
        var xds = Nodes.Select(node => node.Xds).ToList();
        Shop =
        [
            new ShopMachine(_network["frontend"], "frontend", [$"orders=http://127.0.0.1:28081"], xds, _state.Path),
            new ShopMachine(_network["orders-1"], "orders", [], xds, _state.Path),
            new ShopMachine(_network["orders-2"], "orders", [], xds, _state.Path),
            new ShopMachine(_network["payments"], "payments", [], xds, _state.Path),
        ];
        foreach (var machine in Shop) machine.Start();
        await Whole();
        await AcceptsAgain(Nodes[0]);
        foreach (var machine in Shop) await LetIn(machine);
        await Synced();
        // A sidecar acknowledges what it takes, and opens it then.
        await Answers(_network["frontend"].At(MeshText.EntryPort));
        await Answers(_network["payments"].At(MeshText.PaymentsPort));
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        foreach (var machine in Shop) await machine.DisposeAsync();
        foreach (var node in Nodes) await node.DisposeAsync();
        if (_journal is not null) await _journal.DisposeAsync();
        _network?.Dispose();
        _client.Dispose();
        _state.Dispose();
    }

    /// <summary>Requests to the way in, which its sidecar and those of orders answer.</summary>
    internal SteadyLoad Load(double perSecond = 100) => new(new Uri($"http://{_network!["frontend"].At(MeshText.EntryPort)}/steady"), perSecond);

    /// <summary>Requests to the sidecar of payments.</summary>
    internal SteadyLoad LoadOfPayments(double perSecond = 50) => new(new Uri($"http://{_network!["payments"].At(MeshText.PaymentsPort)}/steady"), perSecond);

    /// <param name="seconds">How long orders may take.</param>
    internal string Mesh(int seconds) => MeshText.Of(Network["frontend"].Address, Network["orders-1"].Address, Network["orders-2"].Address, Network["payments"].Address, seconds);

    /// <summary>Gives a mesh to a share of the proxies first, as people do it.</summary>
    internal async Task Canary(string mesh)
    {
        var applied = await Command.Run(
            "env",
            [$"ACTORMESH_TOKEN_FILE={Nodes[0].TokenFile}", Repository.Program, "apply", _state.Write("canary.conf", mesh), "--canary", "50%", "--bake", "3s", "--wait", "0s", "--control", Nodes[0].Api.ToString()],
            Patience);
        if (applied.ExitCode != 0) throw new InvalidOperationException($"{applied}\n{Outputs()}");
    }

    /// <summary>Waits until a rollout is over.</summary>
    /// <returns>How it ended, and the version that everybody runs.</returns>
    internal async Task<(string Note, long Version)> RolledOut()
    {
        JsonElement mesh = default;
        await Eventually.Holds("the rollout is over", async () =>
        {
            mesh = (await Status()).GetProperty("mesh");
            return !mesh.TryGetProperty("canary", out var canary) || canary.ValueKind == JsonValueKind.Null;
        }, Patience).Explained(Outputs);
        return (mesh.GetProperty("rolloutNote").GetString()!, mesh.GetProperty("stable").GetProperty("version").GetInt64());
    }

    /// <summary>Applies a mesh that differs from the one before, through any node that answers.</summary>
    /// <returns>Its version.</returns>
    internal async Task<long> Apply(ControlNode? at = null)
    {
        _seconds = _seconds >= 50 ? 10 : _seconds + 1;
        var (status, answer) = await TryApply(at ?? Nodes.First(node => !node.HasExited), _seconds, expected: null);
        if (status != 200) throw new InvalidOperationException($"{status}: {answer}\n{Outputs()}");
        return answer.GetProperty("revision").GetProperty("version").GetInt64();
    }

    /// <returns>The status, and what was answered.</returns>
    internal async Task<(int Status, JsonElement Answer)> TryApply(ControlNode at, int seconds, long? expected)
    {
        var request = JsonSerializer.Serialize(new { files = new[] { new { name = "mesh.conf", text = Mesh(seconds) } }, author = "test", expectedVersion = expected, force = true });
        using var body = new StringContent(request, System.Text.Encoding.UTF8, "application/json");
        using var message = at.Request(HttpMethod.Post, "v1/apply");
        message.Content = body;
        message.Headers.Add("X-ActorMesh-Admin", "1");
        using var answer = await _client.SendAsync(message);
        var said = await answer.Content.ReadAsStringAsync();
        using var document = JsonDocument.Parse(said);
        return ((int)answer.StatusCode, document.RootElement.Clone());
    }

    /// <summary>Waits until a node accepts a mesh again.</summary>
    /// <returns>How long that took.</returns>
    internal async Task<TimeSpan> AcceptsAgain(ControlNode at)
    {
        var began = TimeProvider.System.GetTimestamp();
        _seconds = _seconds >= 50 ? 10 : _seconds + 1;
        await Eventually.Holds($"{at.Machine.Name} accepts a mesh", async () => await Tried(at, _seconds) == 200, Patience);
        return TimeProvider.System.GetElapsedTime(began);
    }

    /// <summary>Gives a sidecar its token, as soon as a node knows its service.</summary>
    private Task LetIn(ShopMachine machine) => Eventually.Holds($"{machine.Machine.Name} is given a token", async () =>
    {
        using var body = new StringContent(JsonSerializer.Serialize(new { service = machine.Service }), System.Text.Encoding.UTF8, "application/json");
        using var message = Nodes[0].Request(HttpMethod.Post, "v1/tokens");
        message.Content = body;
        message.Headers.Add("X-ActorMesh-Admin", "1");
        using var answer = await _client.SendAsync(message);
        if (!answer.IsSuccessStatusCode) return false;
        using var made = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        await File.WriteAllTextAsync(machine.TokenFile, made.RootElement.GetProperty("token").GetString());
        return true;
    }, Patience).Explained(Outputs);

    private Task Answers(IPEndPoint target) => Eventually.Holds($"{target} answers", async () =>
    {
        try
        {
            using var answer = await _client.GetAsync(new Uri($"http://{target}/"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }, Patience).Explained(Outputs);

    private async Task<int> Tried(ControlNode at, int seconds)
    {
        try
        {
            return (await TryApply(at, seconds, expected: null)).Status;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException)
        {
            return 0;
        }
    }

    internal async Task<JsonElement> Status(ControlNode? at = null)
    {
        using var message = (at ?? Nodes.First(node => !node.HasExited)).Request(HttpMethod.Get, "v1/status");
        using var answer = await _client.SendAsync(message);
        answer.EnsureSuccessStatusCode();
        var said = await answer.Content.ReadAsStringAsync();
        using var document = JsonDocument.Parse(said);
        return document.RootElement.Clone();
    }

    /// <summary>The node that leads.</summary>
    internal async Task<ControlNode> Leader()
    {
        var leader = (await Status()).GetProperty("mesh").GetProperty("leader").GetString()!;
        return Nodes.Single(node => leader.StartsWith($"{node.Machine.Address}:", StringComparison.Ordinal));
    }

    /// <summary>Starts control nodes that have ended, as their supervisor would, and waits until all see each other and one leads.</summary>
    internal Task Whole() => Eventually.Holds("three control nodes are up", async () =>
    {
        foreach (var node in Nodes.Where(node => node.HasExited)) node.Start();
        foreach (var node in Nodes)
            if (!await node.IsReady(_client) || !IsWhole(await TryStatus(node))) return false;
        return true;
    }, Patience).Explained(Outputs);

    /// <summary>Waits until all four sidecars have acknowledged the version that runs, as a node sees it.</summary>
    internal Task Synced(ControlNode? at = null) => Eventually.Holds("all sidecars run the newest version", async () =>
    {
        var status = await TryStatus(at ?? Nodes.First(node => !node.HasExited));
        if (status is not { } seen || !seen.GetProperty("mesh").TryGetProperty("stable", out var stable)) return false;
        var version = stable.GetProperty("version").GetInt64();
        return seen.GetProperty("proxies").EnumerateArray()
            .Count(proxy => proxy.GetProperty("state").GetString() == "synced" && proxy.GetProperty("version").GetInt64() == version) == Shop.Count;
    }, Patience).Explained(Outputs);

    /// <summary>What every process said last: for the message of a test that fails.</summary>
    internal string Outputs() => string.Join('\n', [
        .. Nodes.Select(node => string.Create(CultureInfo.InvariantCulture, $"--- {node.Machine.Name}\n{node.Output}")),
        .. Shop.Select(machine => $"--- {machine.Machine.Name}\n{machine.SidecarOutput}")]);

    private async Task<JsonElement?> TryStatus(ControlNode at)
    {
        try
        {
            return await Status(at);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException)
        {
            return null;
        }
    }

    private static bool IsWhole(JsonElement? status) => status is { } seen
        && seen.GetProperty("members").EnumerateArray().Count(member => member.GetProperty("state").GetString() == "up") == ControlNames.Length
        && seen.GetProperty("mesh").TryGetProperty("leader", out var leader) && leader.ValueKind == JsonValueKind.String;
}
