using System.CommandLine;
using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Traffic;
using ActorMesh.Cli.Up;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh up</c>: the mesh of a file, on this machine.</summary>
internal static class UpCommand
{
    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var file = new Argument<string?>("FILE")
        {
            Description = "Mesh file. Default: mesh.conf, and where there is none a built-in example.", Arity = ArgumentArity.ZeroOrOne,
        };
        file.Validators.Add(result =>
        {
            if (result.Tokens is [var named] && !File.Exists(named.Value)) result.AddError($"there is no file {named.Value}; actormesh init writes one");
        });
        var traffic = new Option<TrafficRate?>("--traffic")
        {
            Description = $"Requests to where the mesh is exposed, as in 50/s or 5/m; off for none. Default {TrafficRate.Usual}.",
            HelpName = "RATE",
            CustomParser = result =>
            {
                var rate = TrafficRate.Parse(result.Tokens[0].Value, out var problem);
                if (rate is null) result.AddError($"--traffic: {problem}");
                return rate;
            },
        };
        var howLong = DurationOption.Create("--for", "Run this long once all is ready, print the table and end: 0 when all was well, else 1.");
        var offset = NumberOption.Create("--port-offset", 0, SidecarSourceOptions.PortOffsetMax, "Added to every port, when the usual ones are taken. Default 0.");
        var grace = DurationOption.Create("--grace", "How long each process may take to end before it is killed. Default 5s.");
        var insecure = InsecureOption.Create("Nobody proves who they are: mTLS is off, and control links are plain text.");
        var command = new Command("up", "Run a mesh file on this machine: its services, a sidecar each, and a live table.") { file, traffic, howLong, offset, grace, insecure };
        command.SetAction(parsed => new UpRun(
            new UpOptions(
                parsed.GetValue(file), parsed.GetValue(offset) ?? 0, parsed.GetValue(traffic), parsed.GetValue(howLong), parsed.GetValue(grace) ?? UpOptions.DefaultGrace)
            {
                IsInsecure = parsed.GetValue(insecure),
            },
            terminal, clock).Run());
        return command;
    }
}
