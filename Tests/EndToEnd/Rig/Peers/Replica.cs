using System.Globalization;
using ActorMesh.Tests.EndToEnd.Rig.Processes;

namespace ActorMesh.Tests.EndToEnd.Rig.Peers;

/// <summary>A stand-in service as a process of its own: it can be told to be slow or to fail, be frozen, and be killed as a crash would.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private static readonly HttpClient Control = new() { Timeout = TimeSpan.FromSeconds(10) };

    private readonly string _name;
    private ChildProcess? _process;

    private Replica(string name, int port) => (_name, Port) = (name, port);

    public int Port { get; }

    /// <summary>As <c>/clusters</c> names it.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    public static async Task<Replica> Start(string name)
    {
        var replica = new Replica(name, FreePorts.Take());
        await replica.StartAgain();
        return replica;
    }

    /// <summary>All at once.</summary>
    public static Task<Replica[]> StartAll(params string[] names) => Task.WhenAll(names.Select(Start));

    public async Task StartAgain()
    {
        if (_process is not null) await _process.DisposeAsync();
        _process = ChildProcess.Start(Repository.Program, ["workload", "--name", _name, "--port", Port.ToString(CultureInfo.InvariantCulture)]);
        await Eventually.Holds($"{_name} serves", () => _process.HasExited || _process.Output.Contains("ready", StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        if (_process.HasExited) throw new InvalidOperationException($"{_name} ended.\n{_process.Output}");
    }

    /// <param name="settings">As in <c>latency=200ms&amp;errors=100%25&amp;error-status=500</c>.</param>
    public async Task Behave(string settings)
    {
        using var answer = await Control.PostAsync(ControlOf(Port, settings), null);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Requests that came so far.</summary>
    public Task<long> Requests() => RequestsAt(Port);

    /// <param name="port">Of any stand-in service.</param>
    public static async Task<long> RequestsAt(int port)
    {
        using var answer = await Control.GetAsync(ControlOf(port, ""));
        return long.Parse(answer.Headers.GetValues("x-workload-requests").Single(), CultureInfo.InvariantCulture);
    }

    /// <summary>It takes connections, as its kernel does that, and does nothing else.</summary>
    public void Freeze() => _process!.Send(Signal.Stop);

    public void Thaw() => _process!.Send(Signal.Continue);

    public async Task Kill()
    {
        _process!.Send(Signal.Kill);
        await _process.Exit(TimeSpan.FromSeconds(5));
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
    }

    internal static Uri ControlOf(int port, string settings) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/_workload?{settings}"));
}
