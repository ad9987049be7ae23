using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Networks;
using ActorMesh.Tests.EndToEnd.Rig.Processes;

namespace ActorMesh.Tests.EndToEnd.Control;

/// <summary>A workload and its sidecar, beside each other on a machine.</summary>
internal sealed class ShopMachine(Machine machine, string service, IReadOnlyList<string> callees, IReadOnlyList<string> controlNodes, string state) : IAsyncDisposable
{
    public const int AppPort = 9000, AdminPort = 15000;

    private ChildProcess? _application;
    private ChildProcess? _sidecar;

    public Machine Machine => machine;

    public string SidecarOutput => _sidecar?.Output ?? "";

    public string Service => service;

    /// <summary>Where its sidecar looks for the token that lets it in.</summary>
    public string TokenFile => Path.Combine(state, $"{machine.Name}.token");

    public int SidecarId => _sidecar!.Id;

    public void Start()
    {
        _application = machine.Start(Repository.Program, ["workload", "--name", machine.Name, "--port", $"{AppPort}", .. callees.SelectMany(callee => new[] { "--call", callee })]);
        StartSidecar();
    }

    public void StartSidecar() => _sidecar = machine.Start(
        Repository.Program,
        [
            "sidecar", "--xds", string.Join(',', controlNodes), "--service", service, "--node-id", machine.Name, "--admin", $"127.0.0.1:{AdminPort}",
            "--state", Path.Combine(state, machine.Name), "--drain-limit", "5s", "--token-file", TokenFile,
        ]);

    /// <summary>Takes a port that a sidecar may want.</summary>
    public ChildProcess Squat(int port) => machine.Start(Repository.Program, ["workload", "--name", "squatter", "--port", $"{port}"]);

    /// <summary>Asks the sidecar to drain and end.</summary>
    public async Task<int> StopSidecar()
    {
        _sidecar!.Send(Signal.Terminate);
        return await _sidecar.Exit(TimeSpan.FromSeconds(20));
    }

    public async ValueTask DisposeAsync()
    {
        if (_sidecar is not null) await _sidecar.DisposeAsync();
        if (_application is not null) await _application.DisposeAsync();
    }
}
