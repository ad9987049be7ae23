using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ActorMesh.Cli.Commands;

/// <summary>Help for the program as a whole fits on a quarter of a screen; commands explain themselves in full.</summary>
internal sealed class RootHelp(HelpAction ofCommands) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        if (parseResult.CommandResult.Command is not RootCommand root) return ofCommands.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine($"actormesh {ProgramVersion.Short}: a service mesh on actors");
        output.WriteLine();
        foreach (var command in root.Subcommands.Where(command => !command.Hidden))
            output.WriteLine($"  {command.Name,-10} {command.Description}");
        output.WriteLine();
        output.WriteLine("New here?  actormesh demo              More of each:  actormesh COMMAND --help");
        return ExitCode.Done;
    }
}
