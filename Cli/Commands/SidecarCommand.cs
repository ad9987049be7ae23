using System.CommandLine;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Sidecars;
using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Values;
using ActorMesh.Hocon.Mesh.Values;
using ActorMesh.Runtime.Boot;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh sidecar</c>: runs a proxy from an Envoy bootstrap file, or checks the file.</summary>
internal static class SidecarCommand
{
    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var file = new Option<FileInfo>("--envoy")
        {
            Description = "Envoy v3 bootstrap, YAML or JSON. Reloaded when it changes and on SIGHUP.", HelpName = "FILE", Required = true,
        };
        file.AcceptExistingOnly();
        var lenient = new Option<bool>("--lenient") { Description = "Warn of fields that ActorMesh does not run instead of refusing the file. Those that secure or narrow are refused all the same." };
        var check = new Option<bool>("--check") { Description = "Only check the file: exit 0 when it would run, 3 when not." };
        var drain = DurationOption.Create("--drain-limit", "How long requests under way get to end after SIGTERM. Default 30s.");
        var seed = NumberOption.Create("--seed", ulong.MinValue, ulong.MaxValue, "Makes every random choice repeatable.");
        var connections = NumberOption.Create(
            "--connections-max", 1, 1_000_000, "Client connections over all listeners. Default: half of the file descriptors, at most 10000.");
        var output = OutputOption.Create();
        var command = new Command("sidecar", "Run a proxy from an Envoy bootstrap file.") { file, lenient, check, drain, seed, connections, output };
        command.SetAction(async parsed =>
        {
            // The path as it was typed: diagnostics repeat it, and editors jump to it.
            var path = parsed.GetResult(file)!.Tokens[0].Value;
            if (parsed.GetValue(check))
                return Check(new ConfigurationFile(path, parsed.GetValue(lenient)), output.Of(parsed), terminal);
            var options = new SidecarOptions(
                path,
                parsed.GetValue(lenient),
                parsed.GetValue(drain) ?? SidecarOptions.DefaultDrainLimit,
                parsed.GetValue(seed) ?? (ulong)new Random().NextInt64(),
                parsed.GetValue(connections) ?? ConnectionLimit.Of(FileDescriptors.Max));
            return await new SidecarRun(options, terminal.Talk, clock).Run();
        });
        return command;
    }

    private static int Check(ConfigurationFile file, OutputFormat format, Terminal terminal)
    {
        var reading = file.Read();
        terminal.Print(format, () => FindingList.Of(reading), () => CommandJson.Readable.FindingList, _ =>
        {
            foreach (var diagnostic in reading.Diagnostics) terminal.Talk.Say(diagnostic.ToString());
        });
        if (reading.Errors == 0) terminal.Talk.Succeed($"{file.Path}: would run; {Counted.Of(reading.Diagnostics.Count, "warning")}");
        else terminal.Talk.Fail($"{file.Path}: {Counted.Of(reading.Errors, "error")}, {Counted.Of(reading.Diagnostics.Count - reading.Errors, "warning")}");
        return reading.Errors == 0 ? ExitCode.Done : ExitCode.Findings;
    }
}
