using ActorMesh.Cli.Commands;
using ActorMesh.Cli.Control.Client;
using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Planning;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Applying;

/// <summary>Brings back what an older version said, as a new version.</summary>
internal sealed class RollbackRun(ControlClient client, TimeSpan wait, OutputFormat format, Terminal terminal, TimeProvider clock)
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="ControlFailure">The control plane refused it, or did not answer.</exception>
    public async Task<int> Run(RollbackRequest request, CancellationToken stop)
    {
        var before = await client.Version(version: null, stop);
        var result = await client.RollBack(request, stop);
        var after = await client.Version(result.Revision.Version, stop);
        var plan = Plan(MeshUpload.Read(before), MeshUpload.Read(after), out var mesh);
        terminal.Print(format, () => ApplyShape.Of(result, plan), () => CommandJson.Readable.ApplyShape, data =>
        {
            if (plan is not null) new PlanText(plan, mesh.Mesh!, terminal.Paint).Write(data);
        });
        return await new FleetWait(client, terminal.Talk, clock).For(
            result.Revision.Version, isCanary: false, wait, $"version {result.Revision.Version} brings back version {result.Revision.Restores}", stop);
    }

    private static MeshPlan? Plan(CheckedMesh old, CheckedMesh @new, out CheckedMesh mesh)
    {
        mesh = @new;
        return old.Mesh is null || @new.Mesh is null ? null : MeshPlan.Of(old, @new);
    }
}
