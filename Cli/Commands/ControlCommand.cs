using System.CommandLine;
using ActorMesh.Cli.Control;
using ActorMesh.Cli.Control.Settings;
using ActorMesh.Cli.Terminals;
using ActorMesh.ControlPlane.Identity.Sealing;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh control</c>: a node of the control plane.</summary>
internal static class ControlCommand
{
    private static readonly (string Key, string HelpName, string Description)[] Texts =
    [
        (ControlKey.Cluster, "HOST:PORT", $"Where other control nodes reach this one. Default {ControlOptionsReader.ClusterUsual}."),
        (ControlKey.Advertise, "HOST", "How they reach it when that is not where it listens, as behind a container's address."),
        (ControlKey.Join, "HOST:PORT,...", "Control nodes to join; the same list for all of them. Default: a cluster of its own."),
        (ControlKey.Xds, "IP:PORT", $"Where sidecars, Envoy and gRPC clients attach. Default {ControlOptionsReader.XdsUsual}."),
        (ControlKey.Api, "IP:PORT", $"Where commands and scrapers ask. Default {ControlOptionsReader.ApiUsual}."),
        (ControlKey.Journal, "PATH", "What was applied: an SQLite file, or postgres://USER@HOST/DATABASE for several nodes. Default: in the state folder."),
        (ControlKey.SealingKeyFile, "PATH", $"The key that the mesh's root is sealed by, the same for all control nodes. Or {SealingSource.KeyVariable}, or {SealingSource.PassphraseVariable}. Default: one of this node's own, in the state folder."),
        (ControlKey.Mesh, "FILE", "Mesh file to apply when nothing was ever applied."),
        (ControlKey.PortOffset, "N", "With --local: added to every port. Default 0."),
        (ControlKey.State, "DIR", "Folder for what a restart needs. Default: ~/.local/state/actormesh/NAME."),
        (ControlKey.Name, "NAME", "What this node is called. Default: the machine's name and the cluster port."),
    ];

    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var texts = Texts.ToDictionary(text => text.Key, text => new Option<string?>(ControlKey.Flag(text.Key)) { HelpName = text.HelpName, Description = text.Description }, StringComparer.Ordinal);
        var local = new Option<bool>(ControlKey.Flag(ControlKey.Local)) { Description = "All services are on this machine, as actormesh up has them." };
        var insecure = InsecureOption.Create("Nobody proves who they are, and everything is plain text: on loopback only, to try things out.");
        var config = new Option<string?>("--config") { Description = $"HOCON file with a section control {{ }} that holds any of these. {ConfigVariable} names it as well.", HelpName = "FILE" };
        var lookedAfter = LookedAfterOption.Create();
        var command = new Command("control", "Run a node of the control plane. Each option also as ACTORMESH_NAME in the environment, or in a file.");
        foreach (var option in texts.Values) command.Add(option);
        foreach (var option in new Option[] { local, insecure, config, lookedAfter }) command.Add(option);
        command.SetAction(async parsed =>
        {
            var options = Options(
                key => key switch
                {
                    ControlKey.Local => parsed.GetValue(local) ? "on" : null,
                    ControlKey.Insecure => parsed.GetValue(insecure) ? "on" : null,
                    _ => parsed.GetValue(texts[key]),
                },
                parsed.GetValue(config), terminal.Talk);
            return options is null
                ? ExitCode.Usage
                : await new ControlRun(options with { IsLookedAfter = parsed.GetValue(lookedAfter) }, terminal.Talk, clock).Run();
        });
        return command;
    }

    private const string ConfigVariable = "ACTORMESH_CONFIG";

    /// <returns>Null when something is wrong; what has been said.</returns>
    private static ControlOptions? Options(Func<string, string?> flag, string? named, Talk talk)
    {
        var path = named ?? Environment.GetEnvironmentVariable(ConfigVariable);
        var file = string.IsNullOrEmpty(path) ? ControlFile.None : ControlFile.Read(path);
        foreach (var diagnostic in file.Diagnostics) talk.Say(Excerpt.Of(diagnostic));
        var settings = new ControlOptionsReader(flag, Environment.GetEnvironmentVariable, file);
        var options = settings.Read(Environment.MachineName, StateHome.Of(Environment.GetEnvironmentVariable), out var problems);
        foreach (var problem in problems) talk.Fail(problem);
        return file.HasErrors ? null : options;
    }
}
