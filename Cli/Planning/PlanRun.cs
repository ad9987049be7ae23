using ActorMesh.Cli.Commands;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Values;

namespace ActorMesh.Cli.Planning;

/// <summary>Compares two mesh files and prints what changes between them.</summary>
internal sealed class PlanRun(OutputFormat format, Terminal terminal)
{
    /// <returns>An <see cref="ExitCode"/>: differences, done when there are none, findings when one of the two has errors.</returns>
    public int Run(CheckedMesh old, CheckedMesh @new)
    {
        if (!CanRun(@new) || !CanRun(old)) return ExitCode.Findings;
        var plan = MeshPlan.Of(old, @new);
        terminal.Print(format, () => PlanShape.Of(plan), () => CommandJson.Readable.PlanShape, data => new PlanText(plan, @new.Mesh!, terminal.Paint).Write(data));
        return plan.IsEmpty ? ExitCode.Done : ExitCode.Differences;
    }

    private bool CanRun(CheckedMesh file)
    {
        if (file.Mesh is not null) return true;
        terminal.Talk.Fail($"{file.File.Name} does not run: it has {Counted.Of(file.Errors, "error")}; see: actormesh lint {file.File.Name}");
        return false;
    }
}
