using System.CommandLine;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Sidecars;
using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Values;
using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Boot;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh sidecar</c>: runs a proxy from a file, or checks the file.</summary>
internal static class SidecarCommand
{
    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var source = new SidecarSourceOptions();
        var check = new Option<bool>("--check") { Description = "Only check the file: exit 0 when it would run, 3 when not." };
        var drain = DurationOption.Create("--drain-limit", "How long requests under way get to end after SIGTERM. Default: mesh.drain.grace, or 30s.");
        var seed = NumberOption.Create("--seed", ulong.MinValue, ulong.MaxValue, "Makes every random choice repeatable.");
        var connections = NumberOption.Create(
            "--connections-max", 1, 1_000_000, "Client connections over all listeners. Default: half of the file descriptors, at most 10000.");
        var output = OutputOption.Create();
        var lookedAfter = LookedAfterOption.Create();
        var command = new Command("sidecar", "Run a proxy from a mesh file or an Envoy bootstrap.");
        source.AddTo(command);
        foreach (var option in new Option[] { check, drain, seed, connections, output, lookedAfter }) command.Add(option);
        command.SetAction(async parsed =>
        {
            var configuration = source.Of(parsed, clock);
            if (parsed.GetValue(check)) return Check(configuration, output.Of(parsed), terminal);
            var options = new SidecarOptions(
                configuration.Path,
                parsed.GetValue(drain),
                parsed.GetValue(seed) ?? (ulong)new Random().NextInt64(),
                parsed.GetValue(connections) ?? ConnectionLimit.Of(FileDescriptors.Max))
            {
                IsLookedAfter = parsed.GetValue(lookedAfter),
            };
            return await new SidecarRun(configuration, options, terminal.Talk, clock).Run();
        });
        return command;
    }

    private static int Check(IConfigurationSource source, OutputFormat format, Terminal terminal)
    {
        var reading = source.Read();
        terminal.Print(format, () => FindingList.Of(reading), () => CommandJson.Readable.FindingList, _ =>
        {
            foreach (var diagnostic in reading.Diagnostics) terminal.Talk.Say(Excerpt.Of(diagnostic));
        });
        if (reading.Errors == 0) terminal.Talk.Succeed($"{source.Path}: would run; {Counted.Of(reading.Diagnostics.Count, "warning")}");
        else terminal.Talk.Fail($"{source.Path}: {Counted.Of(reading.Errors, "error")}, {Counted.Of(reading.Diagnostics.Count - reading.Errors, "warning")}");
        return reading.Errors == 0 ? ExitCode.Done : reading.ExitCode;
    }
}
