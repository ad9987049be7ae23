using System.CommandLine;
using System.CommandLine.Help;
using ActorMesh.Cli.Terminals;
using ActorMesh.Hocon.Compiling;

namespace ActorMesh.Cli.Commands;

/// <summary>The whole command line: parses, runs, and says how it ended.</summary>
internal static class CommandLine
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> Run(IReadOnlyList<string> arguments, Terminal terminal, TimeProvider clock)
    {
        var root = Root(terminal, clock);
        var parsed = root.Parse(arguments.Count == 0 ? ["--help"] : arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in UsageErrors.Of(parsed)) terminal.Talk.Fail(error);
            terminal.Talk.Say($"see: {Path(parsed.CommandResult.Command)} --help");
            return ExitCode.Usage;
        }

        try
        {
            // Signals are ours: a command that serves traffic drains before it ends.
            var invocation = new InvocationConfiguration
            {
                Output = terminal.Data, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(invocation);
        }
        catch (Exception e) when (e is IOException or PlacementException)
        {
            terminal.Talk.Fail(e.Message);
            return ExitCode.Failed;
        }
    }

    internal static RootCommand Root(Terminal terminal, TimeProvider clock)
    {
        var root = new RootCommand("A service mesh on actors: sidecars, policies, and answers to why.")
        {
            InitCommand.Create(terminal),
            LintCommand.Create(terminal),
            VerifyCommand.Create(terminal),
            DescribeCommand.Create(terminal),
            ProbeCommand.Create(terminal),
            AuthzCommand.Create(terminal),
            PlanCommand.Create(terminal),
            ApplyCommand.Create(terminal, clock),
            StatusCommand.Create(terminal),
            GetCommand.Create(terminal),
            HistoryCommand.Create(terminal, clock),
            RollbackCommand.Create(terminal, clock),
            DiffCommand.Create(terminal),
            ForgetCommand.Create(terminal),
            TokenCommand.Create(terminal, clock),
            CertCommand.Create(terminal, clock),
            ExplainCommand.Create(terminal),
            LabCommand.Create(terminal, clock),
            ImportCommand.Create(terminal),
            ExportCommand.Create(terminal),
            CompletionCommand.Create(terminal),
            UpCommand.Create(terminal, clock),
            ControlCommand.Create(terminal, clock),
            SidecarCommand.Create(terminal, clock),
            DemoCommand.Create(terminal, clock),
            WorkloadCommand.Create(terminal, clock),
            KeepCommand.Create(terminal, clock),
            ReadyCommand.Create(terminal),
            VersionCommand.Create(terminal),
        };
        root.Options.Clear();
        var help = new HelpOption("--help", "-h") { Description = "Show help." };
        help.Action = new RootHelp((HelpAction)help.Action!);
        root.Add(help);
        root.Add(VersionCommand.AsOption(terminal));
        return root;
    }

    private static string Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Path(parent)} {command.Name}" : "actormesh";
}
