using System.Net;
using System.Text.Json;

namespace ActorMesh.Tests.EndToEnd.Rig.Processes;

/// <summary>The real program on a configuration text, with its admin API at hand.</summary>
internal sealed class SidecarProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);
    private static readonly Dictionary<string, string> SmallNursery = new() { ["DOTNET_GCgen0size"] = "0x400000" };
    private readonly TemporaryFolder _folder = new("sidecar");
    private readonly HttpClient _admin;
    private readonly ChildProcess _process;

    private SidecarProcess(IPEndPoint admin, string configuration, int? openFilesMax = null, bool steadyMemory = false, params string[] options)
    {
        AdminPort = admin.Port;
        _admin = new HttpClient { BaseAddress = new Uri($"http://{admin}"), Timeout = TimeSpan.FromSeconds(20) };
        ConfigurationFile = _folder.Write("sidecar.yaml", configuration);
        string[] command = [Repository.Program, "sidecar", "--envoy", ConfigurationFile, .. options];
        if (openFilesMax is { } files) command = ["prlimit", $"--nofile={files}:{files}", .. command];
        _process = ChildProcess.Start(command[0], command[1..], steadyMemory ? SmallNursery : null);
    }

    public int AdminPort { get; }

    public string ConfigurationFile { get; }

    public string Output => _process.Output;

    public bool HasExited => _process.HasExited;

    public long ResidentBytes => _process.ResidentBytes;

    public int OpenFiles => _process.OpenFiles;

    public TimeSpan CpuTime => _process.CpuTime;

    /// <summary>Starts the program and returns when it is ready to serve.</summary>
    /// <exception cref="InvalidOperationException">It ended, or did not become ready in time; the message holds its output.</exception>
    /// <param name="openFilesMax">RLIMIT_NOFILE of the process; null inherits ours.</param>
    /// <param name="steadyMemory">Garbage is collected after 4 MiB instead of what the processor's cache suggests: for limits of memory that hold on any machine.</param>
    /// <param name="options">More of the command line.</param>
    public static async Task<SidecarProcess> Start(Bootstrap bootstrap, int? openFilesMax = null, bool steadyMemory = false, params string[] options)
    {
        var admin = new IPEndPoint(IPAddress.Parse(bootstrap.Host), bootstrap.AdminPort);
        var sidecar = new SidecarProcess(admin, bootstrap.ToString(), openFilesMax, steadyMemory, options);
        try
        {
            await Eventually.Holds("the sidecar is ready", sidecar.IsReadyOrGone, StartLimit);
        }
        catch (TimeoutException late)
        {
            await sidecar.DisposeAsync();
            throw new InvalidOperationException($"The sidecar did not become ready.\n{sidecar.Output}", late);
        }

        if (!sidecar.HasExited) return sidecar;
        await sidecar.DisposeAsync();
        throw new InvalidOperationException($"The sidecar ended instead of serving.\n{sidecar.Output}");
    }

    /// <summary>Starts the program on a text that it should refuse; returns its exit code and what it wrote.</summary>
    public static async Task<(int ExitCode, string Output)> StartExpectingRefusal(string configuration)
    {
        await using var sidecar = new SidecarProcess(new IPEndPoint(IPAddress.Loopback, FreePorts.Take()), configuration);
        var code = await sidecar._process.Exit(StartLimit);
        return (code, sidecar.Output);
    }

    /// <summary>Puts a new configuration in place of the old one. The program notices the change by itself.</summary>
    public void Write(string configuration) => _folder.Write("sidecar.yaml", configuration);

    public void Hangup() => _process.Send(Signal.Hangup);

    public void Interrupt() => _process.Send(Signal.Interrupt);

    public void Terminate() => _process.Send(Signal.Terminate);

    public void Kill() => _process.Send(Signal.Kill);

    public Task<int> Exit(TimeSpan within) => _process.Exit(within);

    public async Task<(HttpStatusCode Status, string Body)> Admin(string path)
    {
        using var response = await _admin.GetAsync(new Uri(path, UriKind.Relative));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Waits until a listener drains, so that each answer is its connection's last, or has done so.</summary>
    public Task Drains(string listener) => Eventually.Holds($"{listener} drains", async () =>
    {
        using var listeners = JsonDocument.Parse((await Admin("/listeners")).Body);
        return !listeners.RootElement.EnumerateArray()
            .Any(one => one.GetProperty("name").GetString() == listener && one.GetProperty("state").GetString() == "active");
    });

    public async Task<HttpStatusCode> AdminPost(string path, bool withAdminHeader = true)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (withAdminHeader) request.Headers.Add("X-ActorMesh-Admin", "1");
        using var response = await _admin.SendAsync(request);
        return response.StatusCode;
    }

    public async Task<JsonElement> Stats()
    {
        var (_, body) = await Admin("/stats");
        using var document = JsonDocument.Parse(body);
        return document.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _admin.Dispose();
        _folder.Dispose();
    }

    private async Task<bool> IsReadyOrGone()
    {
        if (_process.HasExited) return true;
        try
        {
            return (await Admin("/ready")).Status == HttpStatusCode.OK;
        }
        catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
