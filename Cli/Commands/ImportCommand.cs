using System.CommandLine;
using ActorMesh.Cli.Exchange;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Terminals;
using ActorMesh.Hocon.Importing;
using ActorMesh.Hocon.Importing.EnvoyFiles;
using ActorMesh.Hocon.Importing.GatewayApi;
using ActorMesh.Hocon.Importing.Istio;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh import</c>: a mesh file from what another system runs on.</summary>
internal static class ImportCommand
{
    public static Command Create(Terminal terminal) => new("import", "Make a mesh file of Envoy, Istio or Gateway API files.")
    {
        From("envoy", "Envoy v3 bootstraps, YAML or JSON: one of each workload.", EnvoyImport.Read, terminal),
        From("istio", "Kubernetes YAML with Istio's objects.", IstioImport.Read, terminal),
        From("gateway-api", "Kubernetes YAML with Gateway API's objects.", GatewayApiImport.Read, terminal),
    };

    private static Command From(string format, string description, Func<IReadOnlyList<SourceFile>, ImportReading> import, Terminal terminal)
    {
        var files = MeshFileArguments.Several("Files to read.");
        var to = new Option<string?>("--to") { Description = "Write the mesh file there instead of to stdout.", HelpName = "FILE" };
        var force = ForceOption();
        var failOn = SeverityOption.Create();
        var command = new Command(format, description) { files, to, force, failOn };
        command.SetAction(parsed =>
        {
            var target = parsed.GetValue(to) is { } path ? new TargetFile(path, parsed.GetValue(force)) : null;
            return new ImportRun(import, SeverityOption.Of(parsed.GetValue(failOn)), terminal).Run(parsed.GetValue(files)!, target);
        });
        return command;
    }

    internal static Option<bool> ForceOption() => new("--force") { Description = "Replace a file that is there." };
}
