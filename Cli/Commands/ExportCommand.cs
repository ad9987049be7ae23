using System.CommandLine;
using ActorMesh.Cli.Completing;
using ActorMesh.Cli.Exchange;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh export</c>: a mesh as other programs read it.</summary>
internal static class ExportCommand
{
    public static Command Create(Terminal terminal) => new("export", "Write a mesh as Envoy bootstraps, as JSON, or as a compose file.")
    {
        Envoy(terminal),
        Whole("json", "Every value that holds, with where it was written.", run => run.Json, terminal),
        Whole("compose", "A compose file: control nodes, and for each replica a stand-in and its sidecar.", run => run.Compose, terminal),
    };

    private static Command Envoy(Terminal terminal)
    {
        var file = MeshFileArguments.One("FILE", "The mesh file.");
        var service = new Option<string?>("--service") { Description = "The workload; without it all of them, into the folder of --to.", HelpName = "NAME" };
        service.CompletionSources.Add(context => MeshNames.Of(context.ParseResult.GetValue(file) ?? MeshFileArguments.Usual, mesh => mesh.Services.Select(known => known.Name)));
        var to = new Option<string?>("--to") { Description = "Write there instead of to stdout: a file, or a folder for all workloads.", HelpName = "PATH" };
        var json = new Option<bool>("--json") { Description = "JSON instead of YAML." };
        var runnable = new Option<bool>("--runnable") { Description = "Only what `actormesh sidecar` carries out in this version; what is left out is said." };
        var force = ImportCommand.ForceOption();
        var failOn = SeverityOption.Create();
        var command = new Command("envoy", "Envoy v3 bootstraps, one for each workload.") { file, service, to, json, runnable, force, failOn };
        command.SetAction(parsed =>
        {
            var run = new ExportRun(
                CheckedMesh.Read(parsed.GetValue(file)!, terminal.Input), SeverityOption.Of(parsed.GetValue(failOn)), parsed.GetValue(force), terminal);
            return run.Envoy(new EnvoyExport(parsed.GetValue(json), parsed.GetValue(runnable)), parsed.GetValue(service), parsed.GetValue(to));
        });
        return command;
    }

    private static Command Whole(string format, string description, Func<ExportRun, Func<string?, int>> export, Terminal terminal)
    {
        var file = MeshFileArguments.One("FILE", "The mesh file.");
        var to = new Option<string?>("--to") { Description = "Write there instead of to stdout.", HelpName = "FILE" };
        var force = ImportCommand.ForceOption();
        var failOn = SeverityOption.Create();
        var command = new Command(format, description) { file, to, force, failOn };
        command.SetAction(parsed =>
        {
            var mesh = CheckedMesh.Read(parsed.GetValue(file)!, terminal.Input);
            return export(new ExportRun(mesh, SeverityOption.Of(parsed.GetValue(failOn)), parsed.GetValue(force), terminal))(parsed.GetValue(to));
        });
        return command;
    }
}
