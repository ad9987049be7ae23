using System.CommandLine;
using System.CommandLine.Invocation;
using System.Runtime.InteropServices;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh version</c>: what this is and what it runs on.</summary>
internal static class VersionCommand
{
    public static Command Create(Terminal terminal)
    {
        var output = OutputOption.Create();
        var command = new Command("version", "Print the version of this program.") { output };
        command.SetAction(parsed => Print(terminal, output.Of(parsed)));
        return command;
    }

    /// <summary>The same as <c>--version</c>, which people try first.</summary>
    public static Option AsOption(Terminal terminal) => new Option<bool>("--version")
    {
        Description = "Print the version of this program.",
        Arity = ArgumentArity.Zero,
        Action = new PrintAction(terminal),
    };

    private static int Print(Terminal terminal, OutputFormat format)
    {
        var runtime = RuntimeInformation.FrameworkDescription;
        var platform = RuntimeInformation.RuntimeIdentifier;
        terminal.Print(
            format,
            () => new Shape("actormesh/v1", "Version", ProgramVersion.Full, runtime, platform),
            () => CommandJson.Readable.Shape,
            data => data.WriteLine($"actormesh {ProgramVersion.Full}  {runtime}  {platform}"));
        return ExitCode.Done;
    }

    internal sealed record Shape(string ApiVersion, string Kind, string Version, string Runtime, string Platform);

    private sealed class PrintAction(Terminal terminal) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult) => Print(terminal, OutputFormat.Table);
    }
}
