using System.CommandLine;
using System.Globalization;
using ActorMesh.Cli.Applying;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Terminals;
using ActorMesh.ControlPlane.Authority;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh apply</c>: makes a mesh file the one that runs.</summary>
internal static class ApplyCommand
{
    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var file = MeshFileArguments.One("FILE", "The mesh file.");
        var force = new Option<bool>("--force") { Description = "Apply it though it has warnings that the running mesh does not have. A mesh with errors is never applied." };
        var canary = CanaryOption();
        var bake = DurationOption.Create("--bake", "With --canary: how long each step has to go well. Default 2m.");
        var expect = NumberOption.Create("--expect", 1L, long.MaxValue, "Apply it only while this version runs.");
        var above = NumberOption.Create("--above-epoch", 1L, MeshHistory.EpochMax, "The journal of the epochs up to this one is gone for good: this mesh goes before all that came from it.");
        var rename = new Option<bool>("--rename") { Description = "Apply it though it calls all workloads otherwise (mesh.name, trust-domain, namespace): each needs a new token." };
        var message = MessageOption();
        var dryRun = new Option<bool>("--dry-run") { Description = "Have the control plane check it, and change nothing." };
        var wait = WaitOption.Create();
        var control = ControlOption.Create();
        var output = OutputOption.Create();
        var command = new Command("apply", "Make a mesh file the one that runs: check, keep, distribute, and wait until the proxies have it.")
        {
            file, force, canary, bake, expect, above, rename, message, dryRun, wait, control, output,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(bake) is not null && result.GetResult(canary) is null) result.AddError("--bake goes with --canary: it is how long each step has to go well");
        });
        command.SetAction((parsed, stop) => control.Ask(parsed, terminal.Talk, client =>
        {
            var options = new ApplyOptions(
                parsed.GetValue(force), parsed.GetValue(canary), parsed.GetValue(bake), parsed.GetValue(expect), parsed.GetValue(message), parsed.GetValue(dryRun), WaitOption.Of(parsed.GetValue(wait)), parsed.GetValue(above), parsed.GetValue(rename));
            return new ApplyRun(client, options, output.Of(parsed), terminal, clock).Run(MeshUpload.Read(parsed.GetValue(file)!, terminal.Input), stop);
        }));
        return command;
    }

    internal static Option<string?> MessageOption() => new("--message", "-m") { Description = "Why, for the history.", HelpName = "TEXT" };

    private static Option<int?> CanaryOption() => new("--canary")
    {
        Description = "Give it to so many of the proxies first, as in 10%; to the rest when that went well.",
        HelpName = "SHARE",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (text.EndsWith('%') && int.TryParse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var percent) && percent is >= 1 and <= 99) return percent;
            result.AddError($"--canary: '{text}' is not a share from 1% to 99%");
            return null;
        },
    };
}
