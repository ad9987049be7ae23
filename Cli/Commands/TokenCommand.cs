using System.CommandLine;
using ActorMesh.Cli.Applying;
using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Identities;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh token</c>: what lets workloads in, once each.</summary>
internal static class TokenCommand
{
    public static Command Create(Terminal terminal, TimeProvider clock) => new("token", "Make, list and revoke what lets one workload in, once.")
    {
        Make(terminal), List(terminal, clock), Revoke(terminal),
    };

    private static Command Make(Terminal terminal)
    {
        var service = new Option<string?>("--service") { Description = "A service of the mesh: the token lets one workload in as it.", HelpName = "NAME" };
        var @namespace = new Option<string?>("--namespace") { Description = "Its namespace. Default: the mesh's.", HelpName = "NAME" };
        var member = new Option<bool>("--member") { Description = "Instead of a service: lets in a member of the cluster, which is trusted like a control node." };
        var life = DurationOption.Create("--ttl", "How long it can be used, at most 24h. Default 10m.");
        var (control, output) = (ControlOption.Create(), OutputOption.Create());
        var command = new Command("create", "Make a token, and print it: it is shown this once.") { service, @namespace, member, life, control, output };
        command.Validators.Add(result =>
        {
            if (result.GetValue(service) is null != result.GetValue(member)) result.AddError("name the service that the token is for: --service NAME, or --member");
        });
        command.SetAction((parsed, stop) => control.Ask(parsed, terminal.Talk, async client =>
        {
            var request = new TokenRequest(
                parsed.GetValue(service), parsed.GetValue(member) ? true : null, (long?)parsed.GetValue(life)?.TotalSeconds, Author.OfThisProcess, parsed.GetValue(@namespace));
            var token = await client.CreateToken(request, stop);
            terminal.Print(output.Of(parsed), () => token, () => ControlJson.Readable.TokenShape, data => data.WriteLine(token.Token));
            terminal.Talk.Say($"lets one workload in as {token.Identity}, once, until {token.ExpiresAt:u}; give it to the sidecar in a file: --token-file");
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command List(Terminal terminal, TimeProvider clock)
    {
        var (control, output) = (ControlOption.Create(), OutputOption.CreateWithNames());
        var command = new Command("list", "Show which tokens there are; their texts are kept nowhere.") { control, output };
        command.SetAction((parsed, stop) => control.Ask(parsed, terminal.Talk, client => new TokenListRun(client, output.Of(parsed), terminal, clock).Run(stop)));
        return command;
    }

    private static Command Revoke(Terminal terminal)
    {
        var token = new Argument<string>("TOKEN") { Description = "As list shows it." };
        var control = ControlOption.Create();
        var command = new Command("revoke", "Have a token let nobody in any more.") { token, control };
        command.SetAction((parsed, stop) => control.Ask(parsed, terminal.Talk, async client =>
        {
            var revoked = await client.RevokeToken(parsed.GetValue(token)!, stop);
            terminal.Talk.Succeed($"{revoked.Id} lets nobody in any more as {revoked.Identity}; certificates that were had by it live on until they end");
            return ExitCode.Done;
        }));
        return command;
    }
}
