using ActorMesh.Cli.Commands;
using ActorMesh.Cli.Control.Client;
using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Planning;
using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Values;
using ActorMesh.Hocon.Mesh.Values;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Applying;

/// <summary>Makes a mesh file the one that runs: checks it here, sends it with all that it draws on, and tells what became of it.</summary>
internal sealed class ApplyRun(ControlClient client, ApplyOptions options, OutputFormat format, Terminal terminal, TimeProvider clock)
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="ControlFailure">The control plane refused it, or did not answer.</exception>
    public async Task<int> Run(MeshUpload upload, CancellationToken stop)
    {
        if (upload.Mesh.Mesh is null) return Mistaken(upload.Mesh);
        var running = await RunningVersion.Of(client, stop);
        var result = await client.Apply(Request(upload), stop);
        var plan = running is null || MeshUpload.Read(running) is not { Mesh: not null } old ? null : MeshPlan.Of(old, upload.Mesh);
        Print(result, plan, upload.Mesh);
        if (result.IsDryRun) return DryRun(result, running);
        if (result.IsUnchanged)
        {
            terminal.Talk.Succeed($"version {result.Revision.Version} runs this already; nothing changes");
            return ExitCode.Done;
        }
        var said = options.CanaryPercent is { } percent
            ? $"version {result.Revision.Version} goes to {percent}% first{(options.Bake is { } bake ? $", for {DurationText.Of(bake)}" : "")}"
            : $"version {result.Revision.Version} applied";
        return await new FleetWait(client, terminal.Talk, clock).For(result.Revision.Version, options.CanaryPercent is not null, options.Wait, said, stop);
    }

    private int Mistaken(CheckedMesh mesh)
    {
        foreach (var error in mesh.Findings.Where(finding => finding.Severity == DiagnosticSeverity.Error)) terminal.Talk.Say(Excerpt.Of(error));
        terminal.Talk.Fail($"{mesh.File.Name}: {Counted.Of(mesh.Errors, "error")}; nothing was sent");
        return ExitCode.Findings;
    }

    private ApplyRequest Request(MeshUpload upload) => new(
        upload.Files, upload.Environment, options.ExpectedVersion, options.Force, Author.OfThisProcess, options.Message, options.CanaryPercent,
        options.Bake is { } bake ? DurationText.Of(bake) : null, options.DryRun, options.AboveEpoch, options.Rename);

    private void Print(ApplyResultShape result, MeshPlan? plan, CheckedMesh mesh)
    {
        foreach (var problem in result.Problems.Where(problem => problem.Severity == "warning")) terminal.Talk.Say($"{problem}");
        terminal.Print(format, () => ApplyShape.Of(result, plan), () => CommandJson.Readable.ApplyShape, data =>
        {
            if (plan is not null) new PlanText(plan, mesh.Mesh!, terminal.Paint).Write(data);
            else data.WriteLine($"the first version: {Counted.Of(mesh.Mesh!.Services.Count, "service")}");
        });
    }

    private int DryRun(ApplyResultShape result, VersionShape? running)
    {
        terminal.Talk.Succeed(result.IsUnchanged
            ? $"version {running?.Revision.Version} runs this already; nothing would change"
            : "it would be applied; nothing was changed (--dry-run)");
        return ExitCode.Done;
    }
}
