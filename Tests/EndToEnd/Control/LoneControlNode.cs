using System.Net.Http;
using System.Text;
using System.Text.Json;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Processes;

namespace ActorMesh.Tests.EndToEnd.Control;

/// <summary>One control node on this machine, which can be killed and started again.</summary>
internal sealed class LoneControlNode : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder _folder = new("control");
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(10) };
    private ChildProcess? _process;

    public int Xds { get; } = FreePorts.Take();

    public int Api { get; } = FreePorts.Take();

    /// <summary>Where members join it.</summary>
    public int Cluster { get; } = FreePorts.Take();

    /// <summary>Where it listens for members.</summary>
    public string ClusterHost { get; init; } = "127.0.0.1";

    /// <summary>More of the command line.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Whether everybody proves who they are.</summary>
    public bool IsSecured { get; init; }

    /// <summary>The folder in which it keeps what it knows.</summary>
    public string State => _folder.Path;

    public string Output => _process?.Output ?? "";

    public async Task Start()
    {
        _process = ChildProcess.Start(
            Repository.Program,
            [
                "control", "--name", "one", "--cluster", $"{ClusterHost}:{Cluster}", "--xds", $"127.0.0.1:{Xds}", "--api", $"127.0.0.1:{Api}",
                "--state", _folder.Path, .. IsSecured ? Array.Empty<string>() : ["--insecure-dev"], .. Options,
            ]);
        await Eventually.Holds("the control node is ready", IsReady, StartLimit);
    }

    public async Task Apply(string mesh)
    {
        var request = JsonSerializer.Serialize(new { files = new[] { new { name = "mesh.conf", text = mesh } }, author = "test", force = true });
        var said = "";
        await Eventually.Holds("the mesh is applied", async () =>
        {
            using var answer = await Post("v1/apply", request);
            said = await answer.Content.ReadAsStringAsync();
            return answer.IsSuccessStatusCode;
        }, StartLimit).Explained(() => said);
    }

    /// <summary>Makes a token, as soon as the node knows the service.</summary>
    /// <param name="service">Null for one that lets in a member.</param>
    /// <returns>The file that it lies in.</returns>
    public async Task<string> Token(string? service)
    {
        var file = "";
        await Eventually.Holds("a token is made", async () =>
        {
            using var answer = await Post("v1/tokens", JsonSerializer.Serialize(new { service, member = service is null }));
            if (!answer.IsSuccessStatusCode) return false;
            using var made = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            file = _folder.Write($"{service ?? "member"}.token", made.RootElement.GetProperty("token").GetString()!);
            return true;
        }, StartLimit);
        return file;
    }

    /// <summary>Has everybody believe a root of the test's own, too.</summary>
    public Task Import(string root, string key) => Change("v1/roots/import", JsonSerializer.Serialize(new { certificates = root, key }));

    /// <summary>Has nobody let in a peer any more.</summary>
    public Task Deny(string peer) => Change("v1/denied", JsonSerializer.Serialize(new { peer }));

    /// <summary>Takes it back.</summary>
    public Task Allow(string peer) => Change("v1/denied/allow", JsonSerializer.Serialize(new { peer }));

    /// <summary>Begins to replace the root: from now on a second one is believed.</summary>
    public async Task RotateRoot()
    {
        using var answer = await Post("v1/roots/rotate", "{}");
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    public async Task Kill()
    {
        _process!.Send(Signal.Kill);
        await _process.Exit(TimeSpan.FromSeconds(5));
        await _process.DisposeAsync();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        _client.Dispose();
        _folder.Dispose();
    }

    /// <summary>What lets change something.</summary>
    public Task<string> ApiToken() => File.ReadAllTextAsync(_folder.File("api.token"));

    /// <summary>What its API answers, well or not.</summary>
    public async Task<string> Get(string path)
    {
        using var answer = await _client.GetAsync(new Uri($"http://127.0.0.1:{Api}{path}"));
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task Change(string path, string json)
    {
        using var answer = await Post(path, json);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    private async Task<HttpResponseMessage> Post(string path, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri($"http://127.0.0.1:{Api}/{path}")) { Content = body };
        message.Headers.Add("X-ActorMesh-Admin", "1");
        if (IsSecured) message.Headers.Authorization = new("Bearer", await ApiToken());
        return await _client.SendAsync(message);
    }

    private async Task<bool> IsReady()
    {
        if (_process!.HasExited) throw new InvalidOperationException(_process.Output);
        try
        {
            using var answer = await _client.GetAsync(new Uri($"http://127.0.0.1:{Api}/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
