using System.CommandLine;
using ActorMesh.Cli.Identities;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh cert</c>: certificates of workloads, and the root that they come from.</summary>
internal static class CertCommand
{
    public static Command Create(Terminal terminal, TimeProvider clock) => new("cert", "Show, check and renew certificates; deny peers; show and replace the mesh's root.")
    {
        List(terminal, clock), Inspect(terminal, clock), Rotate(terminal), Deny(terminal), Allow(terminal), Denied(terminal, clock), Root(terminal, clock),
    };

    private static Command List(Terminal terminal, TimeProvider clock)
    {
        var (control, output) = (ControlOption.Create(), OutputOption.Create());
        var command = new Command("list", "Show the certificates that the control nodes have signed.") { control, output };
        command.SetAction((parsed, stop) => control.Ask(parsed, terminal.Talk, client => new CertificateListRun(client, output.Of(parsed), terminal, clock).Run(stop)));
        return command;
    }

    private static Command Inspect(Terminal terminal, TimeProvider clock)
    {
        var file = new Argument<string>("FILE") { Description = "Certificates, PEM or DER; - for stdin. A key beside them is passed over." };
        var roots = new Option<string?>("--roots") { Description = "Also say whether the first one is believed by these roots.", HelpName = "FILE" };
        var output = OutputOption.Create();
        var command = new Command("inspect", "Say what a certificate is, and what is wrong with it. Asks nobody.") { file, roots, output };
        command.SetAction(parsed => new InspectRun(output.Of(parsed), terminal, clock).Run(parsed.GetValue(file)!, parsed.GetValue(roots)));
        return command;
    }

    private static Command Rotate(Terminal terminal)
    {
        var admin = AdminOption.Create("The sidecar's admin API, as status shows it. Default http://127.0.0.1:15000.");
        var command = new Command("rotate", "Have a sidecar get another certificate now, with another key. Connections go on; to shut out who has the old one, deny its serial number.") { admin };
        command.SetAction((parsed, stop) => new RotateRun(parsed.GetValue(admin) ?? new Uri("http://127.0.0.1:15000"), terminal).Run(stop));
        return command;
    }

    private static Argument<string> Peer() => new("PEER") { Description = "A SPIFFE id, or the serial number of one certificate, as list shows them." };

    private static Command Deny(Terminal terminal)
    {
        var (peer, control) = (Peer(), ControlOption.Create());
        var reason = new Option<string?>("--reason") { Description = "Why, for whoever reads the list.", HelpName = "TEXT" };
        var command = new Command("deny", "Have nobody in the mesh let a peer in any more, whatever it shows, and end its connections.") { peer, reason, control };
        command.SetAction((parsed, stop) => control.Ask(parsed, terminal.Talk, client => new DenyRun(client, terminal).Deny(parsed.GetValue(peer)!, parsed.GetValue(reason), stop)));
        return command;
    }

    private static Command Allow(Terminal terminal)
    {
        var (peer, control) = (Peer(), ControlOption.Create());
        var command = new Command("allow", "Let a peer in again that was denied.") { peer, control };
        command.SetAction((parsed, stop) => control.Ask(parsed, terminal.Talk, client => new DenyRun(client, terminal).Allow(parsed.GetValue(peer)!, stop)));
        return command;
    }

    private static Command Denied(Terminal terminal, TimeProvider clock)
    {
        var (control, output) = (ControlOption.Create(), OutputOption.Create());
        var command = new Command("denied", "Show who is let in nowhere.") { control, output };
        command.SetAction((parsed, stop) => control.Ask(parsed, terminal.Talk, client => new DenyRun(client, terminal).List(output.Of(parsed), clock, stop)));
        return command;
    }

    private static Command Root(Terminal terminal, TimeProvider clock)
    {
        var rotate = new Option<bool>("--rotate") { Description = "Replace it: the new one is believed by all before it signs, and the old one until its last certificate has ended." };
        var now = new Option<bool>("--now") { Description = "With --rotate: take the next step at once. Workloads that do not know the new root yet are cut off until they do. The old root does not go while certificates of it are in use." };
        var cutOff = new Option<bool>("--cut-off") { Description = "With --now: let the old root go all the same. Whoever has a certificate of it needs a new token." };
        var pem = new Option<bool>("--pem") { Description = "Print the certificates that are believed, and nothing else." };
        var (control, output) = (ControlOption.Create(), OutputOption.Create());
        var command = new Command("root", "Show the mesh's root, or replace it.") { rotate, now, cutOff, pem, control, output, Import(terminal, clock) };
        command.Validators.Add(result =>
        {
            if (result.GetValue(now) && !result.GetValue(rotate)) result.AddError("--now goes with --rotate");
            if (result.GetValue(cutOff) && !result.GetValue(now)) result.AddError("--cut-off goes with --rotate --now");
            if (result.GetValue(pem) && result.GetValue(rotate)) result.AddError("--pem and --rotate: one at a time");
        });
        command.SetAction((parsed, stop) => control.Ask(parsed, terminal.Talk, client =>
        {
            var run = new RootRun(client, output.Of(parsed), terminal, clock);
            return parsed.GetValue(rotate) ? run.Rotate(parsed.GetValue(now), parsed.GetValue(cutOff), stop) : run.Show(parsed.GetValue(pem), stop);
        }));
        return command;
    }

    private static Command Import(Terminal terminal, TimeProvider clock)
    {
        var file = new Argument<string>("FILE") { Description = "Who shall sign, PEM: a root, or an intermediate with its root behind it." };
        var key = new Option<string>("--key-file") { Description = "Its key, PEM, not encrypted.", HelpName = "FILE", Required = true };
        var (control, output) = (ControlOption.Create(), OutputOption.Create());
        var command = new Command("import", "Replace the mesh's root by one of your own, as --rotate does.") { file, key, control, output };
        command.SetAction((parsed, stop) => control.Ask(parsed, terminal.Talk, client =>
            new RootRun(client, output.Of(parsed), terminal, clock).Import(parsed.GetValue(file)!, parsed.GetValue(key)!, stop)));
        return command;
    }
}
