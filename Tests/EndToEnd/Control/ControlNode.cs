using System.Net.Http;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Networks;
using ActorMesh.Tests.EndToEnd.Rig.Processes;

namespace ActorMesh.Tests.EndToEnd.Control;

/// <summary>A control node on a machine of its own. It can be killed and started again, and whoever starts it again is its supervisor.</summary>
internal sealed class ControlNode(Machine machine, IReadOnlyList<Machine> seeds, string journal, string sealingKey, string state) : IAsyncDisposable
{
    private const int ClusterPort = 25520, XdsPort = 15010, ApiPort = 15014;

    private ChildProcess? _process;

    public Machine Machine => machine;

    public string Xds => machine.At(XdsPort).ToString();

    public Uri Api => new($"https://{machine.At(ApiPort)}/");

    /// <summary>With what lets change something.</summary>
    public string TokenFile => Path.Combine(state, machine.Name, "api.token");

    /// <summary>To its API, with its token.</summary>
    public HttpRequestMessage Request(HttpMethod method, string path) => new(method, new Uri(Api, path))
    {
        Headers = { Authorization = new("Bearer", File.Exists(TokenFile) ? File.ReadAllText(TokenFile) : "none") },
    };

    public string Output => _process?.Output ?? "";

    public bool HasExited => _process is null or { HasExited: true };

    public void Start() => _process = machine.Start(
        Repository.Program,
        [
            "control", "--name", machine.Name, "--cluster", machine.At(ClusterPort).ToString(), "--xds", Xds, "--api", machine.At(ApiPort).ToString(),
            .. seeds.Count == 0 ? Array.Empty<string>() : ["--join", string.Join(',', seeds.Select(seed => seed.At(ClusterPort)))], "--journal", journal, "--sealing-key-file", sealingKey, "--state", Path.Combine(state, machine.Name),
        ]);

    public async Task Kill()
    {
        Send(Signal.Kill);
        await _process!.Exit(TimeSpan.FromSeconds(5));
    }

    /// <summary>Asks it to leave.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> Stop(TimeSpan within)
    {
        Send(Signal.Terminate);
        return await _process!.Exit(within);
    }

    public Task<int> Exit(TimeSpan within) => _process!.Exit(within);

    public void Send(int signal) => _process!.Send(signal);

    public async Task<bool> IsReady(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(Api, "ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
    }
}
