using ActorMesh.Cli.Children;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Sidecars;
using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Values;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Compiling.Running;
using ActorMesh.Hocon.Compiling.Security;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Up;

/// <summary>Finds out all that could go wrong, and says it, before anything is started.</summary>
internal sealed class UpPreparation(UpOptions options, Talk talk)
{
    /// <param name="folder">Where the built-in example is put.</param>
    /// <param name="plan">Null when the mesh cannot be started; why has been said.</param>
    /// <returns>The <see cref="ExitCode"/> that says so.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public int Prepare(string folder, out UpPlan? plan)
    {
        plan = null;
        var file = MeshFileChoice.Of(options.File, folder);
        if (Read(file) is not { } mesh) return ExitCode.Findings;
        if (!FoldersAreThere(file, mesh) || Plan(file, mesh, folder) is not { } planned || !PortsAreFree(planned)) return ExitCode.Failed;
        plan = planned;
        return ExitCode.Done;
    }

    private ServiceMesh? Read(MeshFileChoice file)
    {
        var mesh = CheckedMesh.Read(file.Path, () => Stream.Null);
        var warnings = Counted.Of(mesh.Findings.Count(finding => finding.Severity == DiagnosticSeverity.Warning), "warning");
        foreach (var error in mesh.Findings.Where(finding => finding.Severity == DiagnosticSeverity.Error)) talk.Say(Excerpt.Of(error));
        if (mesh.Mesh is null) talk.Fail($"{file.Path}: {Counted.Of(mesh.Errors, "error")}, {warnings}; nothing was started");
        else if (!file.IsExample && !warnings.StartsWith("0 ", StringComparison.Ordinal)) talk.Warn($"{file.Path}: {warnings}; see actormesh lint {file.Path}");
        return options.IsInsecure && mesh.Mesh is { } read ? WithoutIdentity.Of(read) : mesh.Mesh;
    }

    private bool FoldersAreThere(MeshFileChoice file, ServiceMesh mesh)
    {
        var beside = Path.GetDirectoryName(Path.GetFullPath(file.Path))!;
        var missing = mesh.Services.Where(service => service.Run?.Directory.Value is { } folder && !Directory.Exists(Path.Combine(beside, folder))).ToList();
        foreach (var service in missing)
            talk.Fail($"{service.Run!.Directory.Origin}: {service.Path}.run.directory: there is no folder {Quoted.Of(service.Run.Directory.Value!)}");
        return missing.Count == 0;
    }

    private UpPlan? Plan(MeshFileChoice file, ServiceMesh mesh, string folder)
    {
        try
        {
            var placement = Placement.OnOneMachine(mesh, options.PortOffset);
            var own = OwnProgram.Command();
            var taken = mesh.Services.SelectMany(service => PortUse.Of(placement.Of(service)));
            var control = ControlPlan.Of(mesh, file.Path, folder, options.PortOffset, options.IsInsecure, taken, own);
            var planner = new ServicePlanner(file.Path, folder, control.Xds, options.Grace, options.IsInsecure, own);
            var leftOut = mesh.Services.SelectMany(service => RunnableToday.Of(MeshCompiler.Compile(mesh, service, placement)).LeftOut);
            if (NotCarriedOut.Remark(file.IsExample ? MeshFileArguments.Usual : file.Path, leftOut) is { } remark) talk.Warn(remark);
            return new UpPlan(file, mesh, [.. mesh.Services.Select(service => planner.Plan(service, placement))], control, placement);
        }
        catch (PlacementException e)
        {
            talk.Fail($"{file.Path}: {e.Message}");
            return null;
        }
    }

    private bool PortsAreFree(UpPlan plan)
    {
        var conflicts = PortCheck.Conflicts([.. plan.Services.SelectMany(service => service.Ports()), .. plan.Control.Ports()]).ToList();
        if (conflicts.Count == 0) return true;
        foreach (var conflict in conflicts) talk.Fail(conflict);
        talk.Say($"end what has {(conflicts.Count == 1 ? "it" : "them")}, or move all ports: actormesh up --port-offset {options.PortOffset + 100}");
        return false;
    }
}
