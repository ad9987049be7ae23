using System.CommandLine;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Probing;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh authz</c>: who may do what, by which line.</summary>
internal static class AuthzCommand
{
    public static Command Create(Terminal terminal) => new("authz", "Ask who may do what, and by which line of the file.") { Check(terminal) };

    private static Command Check(Terminal terminal)
    {
        var host = new Option<string?>("--host") { Description = "The host that the request names. Default: that of the service.", HelpName = "HOST" };
        host.Validators.Add(result => RequestArguments.Require(result, result.Tokens, token => token.Length > 0 && !token.AsSpan().ContainsAny(" \r\n"), "a host has no blanks"));
        var output = OutputOption.Create();
        var command = new Command("check", "Decide whether a request is let in, without sending it. Exit 0 allowed, 7 denied.") { host, output };
        var request = RequestArguments.AddTo(command);
        command.SetAction(parsed => new AccessRun(CheckedMesh.Read(request.Mesh(parsed), terminal.Input), output.Of(parsed), terminal).Run(request.Of(parsed, parsed.GetValue(host))));
        return command;
    }
}
