using System.CommandLine;
using ActorMesh.Cli.Completing;
using ActorMesh.Cli.Describing;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh describe</c>: everything that touches a service or a route.</summary>
internal static class DescribeCommand
{
    public static Command Create(Terminal terminal) => new("describe", "Show everything that touches a service or a route.")
    {
        Kind("service", "A service: who calls it, whom it calls, where, and what holds for requests to it.", "Its name.", MeshNames.Services, (run, name) => run.Service(name), terminal),
        Kind("route", "A route: what it matches, what then happens, and what holds.", "SERVICE/ROUTE, as in orders/place.", MeshNames.Routes, (run, name) => run.Route(name), terminal),
    };

    private static Command Kind(
        string kind, string description, string nameDescription, Func<Hocon.Mesh.ServiceMesh, IEnumerable<string>> names, Func<DescribeRun, string, int> describe, Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = nameDescription };
        var mesh = MeshFileArguments.Option();
        name.CompletionSources.Add(context => MeshNames.Of(context.ParseResult.GetValue(mesh), names));
        var effective = new Option<bool>("--effective") { Description = "Print every value, where it was written, and what it covers." };
        var output = OutputOption.Create();
        var command = new Command(kind, description) { name, effective, mesh, output };
        command.SetAction(parsed =>
        {
            var file = CheckedMesh.Read(parsed.GetValue(mesh)!, terminal.Input);
            return describe(new DescribeRun(file, parsed.GetValue(effective), output.Of(parsed), terminal), parsed.GetValue(name)!);
        });
        return command;
    }
}
