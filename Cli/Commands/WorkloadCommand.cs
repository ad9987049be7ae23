using System.CommandLine;
using ActorMesh.Cli.Hosting;
using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Workloads;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh workload</c>: tiny services to put a sidecar in front of.</summary>
internal static class WorkloadCommand
{
    private const int PortMax = 65535, CountMax = 100;

    private static readonly (string Name, string HelpName, string Description)[] BehaviourOptions =
    [
        ("latency", "DURATION", "How long an answer takes. Default 0s."),
        ("jitter", "DURATION", "How far an answer may be off that, either way. Default 0s."),
        ("errors", "SHARE", "Share of answers that are errors, as in 5%. Default 0%."),
        ("error-status", "STATUS", "What those errors say, 400 to 599. Default 503."),
    ];

    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var port = NumberOption.Create("--port", 1, PortMax, "Port on 127.0.0.1; the first of several. Default 18081.");
        var count = NumberOption.Create("--count", 1, CountMax, $"How many, on consecutive ports, up to {CountMax}. Default 1.");
        var name = new Option<string?>("--name") { Description = "What it calls itself; several count on from it. Default orders-1.", HelpName = "NAME" };
        var seed = NumberOption.Create("--seed", int.MinValue, int.MaxValue - CountMax, "Makes jitter and errors repeatable.");
        var call = CallOption();
        var lookedAfter = LookedAfterOption.Create();
        var settings = BehaviourOptions.Select(Setting).ToList();
        var command = new Command("workload", "Run tiny HTTP services for demos, with settable latency and errors.") { port, name, count, call, seed, lookedAfter };
        foreach (var setting in settings) command.Add(setting);
        command.SetAction(async parsed =>
        {
            var names = WorkloadNames.From(parsed.GetValue(name) ?? "orders-1", parsed.GetValue(count) ?? 1);
            var firstPort = parsed.GetValue(port) ?? 18081;
            if (firstPort + names.Count - 1 > PortMax)
            {
                terminal.Talk.Fail($"--port: the last of {names.Count} ports from {firstPort} on would be over {PortMax}");
                return ExitCode.Usage;
            }
            var changes = settings.Where(setting => parsed.GetValue(setting) is not null).Select(setting => (setting.Name[2..], parsed.GetValue(setting)!));
            var behaviour = WorkloadBehaviour.Default.With(changes, out _); // Each option has checked its value.
            using var termination = Termination.Register(parsed.GetValue(lookedAfter));
            await using var group = await WorkloadGroup.Start(
                names, firstPort, behaviour, parsed.GetValue(call) ?? [], parsed.GetValue(seed) ?? new Random().Next(), clock);
            foreach (var (member, address) in group.Members) terminal.Talk.Say($"{member}  http://{address}  {behaviour}");
            terminal.Talk.Succeed("ready");
            await termination.First;
            return ExitCode.Done;
        });
        return command;
    }

    private static Option<Callee[]?> CallOption() => new("--call")
    {
        Description = "Call this service before each answer, and say who answered. Several are called in order; a failure is answered with 502.",
        HelpName = "NAME=URL",
        AllowMultipleArgumentsPerToken = true,
        CustomParser = result =>
        {
            List<Callee> callees = [];
            foreach (var token in result.Tokens)
            {
                if (Callee.Parse(token.Value, out var problem) is { } callee) callees.Add(callee);
                else result.AddError($"--call: {problem}");
            }
            return [.. callees];
        },
    };

    private static Option<string?> Setting((string Name, string HelpName, string Description) of)
    {
        var option = new Option<string?>($"--{of.Name}") { HelpName = of.HelpName, Description = of.Description };
        option.Validators.Add(result =>
        {
            WorkloadBehaviour.Default.With([(of.Name, result.Tokens[0].Value)], out var problem);
            if (problem.Length > 0) result.AddError($"--{of.Name}: {problem}");
        });
        return option;
    }
}
