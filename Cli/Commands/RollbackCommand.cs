using System.CommandLine;
using ActorMesh.Cli.Applying;
using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh rollback</c>: brings back an older version.</summary>
internal static class RollbackCommand
{
    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var version = new Argument<long?>("VERSION") { Description = "The version to bring back. Default: the one before the one that runs.", Arity = ArgumentArity.ZeroOrOne };
        version.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(long.TryParse(token.Value, out var number) && number > 0)) result.AddError($"'{token.Value}' is no version; actormesh history lists them");
        });
        var expect = NumberOption.Create("--expect", 1L, long.MaxValue, "Do it only while this version runs.");
        var rename = new Option<bool>("--rename") { Description = "Bring it back though it calls all workloads otherwise (mesh.name, trust-domain, namespace): each needs a new token." };
        var message = ApplyCommand.MessageOption();
        var wait = WaitOption.Create();
        var control = ControlOption.Create();
        var output = OutputOption.Create();
        var command = new Command("rollback", "Bring back what an older version said, as a new version.") { version, expect, rename, message, wait, control, output };
        command.SetAction((parsed, stop) => control.Ask(parsed, terminal.Talk, client =>
            new RollbackRun(client, WaitOption.Of(parsed.GetValue(wait)), output.Of(parsed), terminal, clock).Run(
                new RollbackRequest(parsed.GetValue(version), parsed.GetValue(expect), Author.OfThisProcess, parsed.GetValue(message), parsed.GetValue(rename)), stop)));
        return command;
    }
}
