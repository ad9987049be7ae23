using System.Globalization;
using System.Net;
using System.Text.Json;

namespace ActorMesh.Tests.EndToEnd.Rig.Processes;

/// <summary>The real program, with no file but what a control plane sends.</summary>
internal sealed class FollowingSidecar : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);

    private readonly string[] _command;
    private readonly HttpClient _admin;
    private ChildProcess _process;

    private FollowingSidecar(int adminPort, string[] command)
    {
        (AdminPort, _command) = (adminPort, command);
        _admin = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{adminPort}"), Timeout = TimeSpan.FromSeconds(20) };
        _process = ChildProcess.Start(command[0], command[1..]);
    }

    public int AdminPort { get; }

    public string Output => _process.Output;

    public TimeSpan CpuTime => _process.CpuTime;

    public long ResidentBytes => _process.ResidentBytes;

    /// <summary>Starts it; it is ready when something runs.</summary>
    /// <param name="server">HOST:PORT.</param>
    /// <param name="state">The folder where it keeps what runs.</param>
    /// <param name="options">More of the command line.</param>
    public static FollowingSidecar Start(string server, string state, params string[] options) => StartFor("web", "--xds", server, state, options);

    /// <summary>The same for any service, and also for one that joins the cluster.</summary>
    /// <param name="options">More of the command line; without a token nobody proves who they are.</param>
    /// <param name="way"><c>--xds</c> or <c>--join</c>.</param>
    public static FollowingSidecar StartFor(string service, string way, string server, string state, params string[] options) => Start([], service, way, server, state, options);

    /// <summary>The same with a clock that is wrong.</summary>
    /// <param name="clock">By how much, as in <c>-10m</c>.</param>
    public static FollowingSidecar StartWithClock(string clock, string service, string server, string state, params string[] options) =>
        Start(Faketime.Command(clock), service, "--xds", server, state, options);

    /// <summary>The same on an Envoy bootstrap that names a control plane.</summary>
    public static FollowingSidecar StartOnFile(string file, int adminPort, string state) =>
        new(adminPort, [Repository.Program, "sidecar", "--envoy", file, "--state", state]);

    public Task IsReady() => Eventually.Holds($"the sidecar is ready\n{Output}", async () => (await Ready()).Status == HttpStatusCode.OK, StartLimit);

    public async Task<(HttpStatusCode Status, string Body)> Ready()
    {
        try
        {
            using var response = await _admin.GetAsync(new Uri("/ready", UriKind.Relative));
            return (response.StatusCode, await response.Content.ReadAsStringAsync());
        }
        catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
        {
            return (HttpStatusCode.ServiceUnavailable, "");
        }
    }

    /// <summary>What its admin API answers, well or not.</summary>
    public async Task<string> Get(string path)
    {
        using var answer = await _admin.GetAsync(new Uri(path, UriKind.Relative));
        return await answer.Content.ReadAsStringAsync();
    }

    public async Task<JsonElement> Json(string path)
    {
        using var document = JsonDocument.Parse(await _admin.GetStringAsync(new Uri(path, UriKind.Relative)));
        return document.RootElement.Clone();
    }

    public async Task Crash()
    {
        _process.Send(Signal.Kill);
        await _process.Exit(TimeSpan.FromSeconds(5));
    }

    public async Task<int> End()
    {
        _process.Send(Signal.Terminate);
        return await _process.Exit(TimeSpan.FromSeconds(20));
    }

    public async Task StartAgain()
    {
        await _process.DisposeAsync();
        _process = ChildProcess.Start(_command[0], _command[1..]);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _admin.Dispose();
    }

    private static FollowingSidecar Start(string[] under, string service, string way, string server, string state, string[] options)
    {
        var admin = FreePorts.Take();
        var address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{admin}");
        return new(admin, [.. under, Repository.Program, "sidecar", way, server, "--service", service, "--node-id", $"{service}-1", "--admin", address, "--state", state, .. options.Contains("--token-file") ? Array.Empty<string>() : ["--insecure-dev"], .. options]);
    }
}
