using ActorMesh.DataPlane;
using ActorMesh.DataPlane.Configuration;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;

namespace ActorMesh.Cli.Sidecars.Joining;

/// <summary>What a joined sidecar was told and runs. One change after the other, so that looking again never brings back what was replaced meanwhile.</summary>
/// <param name="apply">Brings a bootstrap into force, or throws.</param>
internal sealed class JoinedBootstrap(Func<Bootstrap, Task<SidecarActor.Message.Applied>> apply) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private Bootstrap? _inForce;

    /// <exception cref="ResourceException">A resource cannot be run; nothing has changed.</exception>
    public Task<SidecarActor.Message.Applied> Apply(Bootstrap bootstrap) => InTurn(() => bootstrap);

    /// <summary>Applies what is in force again: a listener may find its address free now.</summary>
    /// <exception cref="ResourceException">Nothing was told yet, or a resource cannot be run; nothing has changed.</exception>
    public Task<SidecarActor.Message.Applied> Again() =>
        InTurn(() => _inForce ?? throw new ResourceException("configuration", "the control plane has not said yet what to run"));

    public void Dispose() => _turn.Dispose();

    private async Task<SidecarActor.Message.Applied> InTurn(Func<Bootstrap> which)
    {
        await _turn.WaitAsync();
        try
        {
            var bootstrap = which();
            var applied = await apply(bootstrap);
            _inForce = bootstrap;
            return applied;
        }
        finally
        {
            _turn.Release();
        }
    }
}
