using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ActorMesh.Cli.Commands;

/// <summary>Help for the program as a whole fits on half a screen; commands explain themselves in full.</summary>
internal sealed class RootHelp(HelpAction ofCommands) : SynchronousCommandLineAction
{
    private const string Rest = "More";

    private static readonly (string Title, string[] Commands)[] Groups =
    [
        ("Write a mesh", ["init", "lint", "verify", "plan", "explain", "import", "export"]),
        ("Ask it", ["describe", "probe", "authz", "lab"]),
        ("Run it", ["up", "control", "sidecar", "workload", "demo"]),
        ("Change what runs", ["apply", "status", "get", "history", "rollback", "diff", "forget"]),
        ("Who is who", ["token", "cert"]),
    ];

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        if (parseResult.CommandResult.Command is not RootCommand root) return ofCommands.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var commands = root.Subcommands.Where(command => !command.Hidden).ToList();
        output.WriteLine($"actormesh {ProgramVersion.Short}: a service mesh on actors");
        foreach (var (title, members) in Groups.Append((Rest, [.. commands.Select(command => command.Name).Where(IsUngrouped)])))
        {
            var known = members.Select(name => commands.Find(command => command.Name == name)).OfType<Command>().ToList();
            if (known.Count == 0) continue;
            output.WriteLine();
            output.WriteLine(title);
            foreach (var command in known) output.WriteLine($"  {command.Name,-10}  {command.Description}");
        }
        output.WriteLine();
        output.WriteLine("New here?  actormesh demo              More of each:  actormesh COMMAND --help");
        return ExitCode.Done;
    }

    private static bool IsUngrouped(string name) => !Groups.Any(group => group.Commands.Contains(name, StringComparer.Ordinal));
}
