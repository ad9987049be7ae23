using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Hostile;

/// <summary>One sidecar before one hostile backend.</summary>
public sealed class ResponseFixture : IAsyncLifetime
{
    private SidecarProcess? _sidecar;

    internal HostileBackend Backend { get; } = new();

    internal int FrontPort { get; } = FreePorts.Take();

    public async Task InitializeAsync() => _sidecar = await Start();

    public async Task DisposeAsync()
    {
        if (_sidecar is not null) await _sidecar.DisposeAsync();
        await Backend.DisposeAsync();
    }

    /// <summary>What the sidecar wrote before it ended; null while it lives.</summary>
    internal async Task<string?> DeathOfSidecar()
    {
        if (_sidecar is { HasExited: false }) return null;
        var output = _sidecar?.Output ?? "never started";
        if (_sidecar is not null) await _sidecar.DisposeAsync();
        _sidecar = await Start();
        return output;
    }

    // The route's timeout is longer than every wait here: nothing that a case waits for may come from it.
    private Task<SidecarProcess> Start() => SidecarProcess.Start(new Bootstrap()
        .Http("front", FrontPort, [Bootstrap.Prefix("/", "hostile", "timeout: 30s")])
        .Cluster("hostile", [Backend.Port]));
}
