using System.CommandLine;
using ActorMesh.Cli.Applying;
using ActorMesh.Cli.Control.Client;
using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Terminals;
using ActorMesh.ControlPlane.Identity.Sealing;
using ActorMesh.Runtime.Contracts;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh provision</c>: puts secrets into the files of containers that have no other program to do it.</summary>
internal static class ProvisionCommand
{
    public const string Name = "provision";

    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(1), GiveUpAfter = TimeSpan.FromMinutes(5);

    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var command = new Command(Name, "Put secrets into files.") { SealingKey(terminal), Tokens(terminal, clock) };
        command.Hidden = true;
        return command;
    }

    private static Command SealingKey(Terminal terminal)
    {
        var path = new Argument<string>("PATH");
        var command = new Command("sealing-key", "Make a sealing key where there is none.") { path };
        command.SetAction(parsed =>
        {
            _ = new SealingSource(null, null, null, parsed.GetValue(path)!).Read();
            terminal.Talk.Succeed($"{parsed.GetValue(path)} is there");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Tokens(Terminal terminal, TimeProvider clock)
    {
        var files = new Argument<string[]>("SERVICE=PATH") { Arity = ArgumentArity.OneOrMore };
        var control = ControlOption.Create();
        var command = new Command("tokens", "Put a token for each of these services into a file.") { files, control };
        command.SetAction((parsed, stop) => control.Ask(parsed, terminal.Talk, async client =>
        {
            using var late = new CancellationTokenSource(GiveUpAfter, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop);
            foreach (var file in parsed.GetValue(files)!)
            {
                var (service, path) = (file[..file.IndexOf('=', StringComparison.Ordinal)], file[(file.IndexOf('=', StringComparison.Ordinal) + 1)..]);
                OwnerFile.Write(path, await Made(client, service, clock, either.Token));
                terminal.Talk.Succeed($"{path} lets one workload in as {service}");
            }
            return ExitCode.Done;
        }));
        return command;
    }

    private static async Task<string> Made(ControlClient client, string service, TimeProvider clock, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return (await client.CreateToken(new TokenRequest(service, Member: null, Seconds: null, Author.OfThisProcess, Namespace: null), stop)).Token;
            }
            catch (ControlFailure failure) when (!stop.IsCancellationRequested && failure.ExitCode is ExitCode.Unreachable or ExitCode.NotFound)
            {
                // It starts, or has no mesh yet.
                await Task.Delay(AskAgainAfter, clock, stop);
            }
        }
    }
}
