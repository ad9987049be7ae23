using System.CommandLine;
using ActorMesh.Cli.Linting;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh lint</c>: what is wrong with a mesh file, as far as that can be known without running it.</summary>
internal static class LintCommand
{
    public static Command Create(Terminal terminal)
    {
        var files = MeshFileArguments.Several("Mesh files.");
        var failOn = SeverityOption.Create();
        var notes = new Option<bool>("--notes") { Description = "Show what is merely good to know, too." };
        var ignores = new Option<Ignore[]>("--ignore")
        {
            Description = "Leave a finding out, everywhere or at a place: AM0404=services.orders. May be given again.",
            HelpName = "CODE[=PATH]",
            Arity = ArgumentArity.OneOrMore,
            CustomParser = result => [.. result.Tokens.Select(token =>
            {
                var ignore = Ignore.Parse(token.Value);
                if (ignore is null) result.AddError($"--ignore: '{token.Value}' is not CODE or CODE=PATH, as in AM0404=services.orders");
                return ignore;
            }).OfType<Ignore>()],
        };
        var output = OutputOption.Create();
        var command = new Command("lint", "Check a mesh file: text, types, and what it would do.") { files, failOn, notes, ignores, output };
        command.SetAction(parsed =>
        {
            var options = new LintOptions(SeverityOption.Of(parsed.GetValue(failOn)), parsed.GetValue(notes), parsed.GetValue(ignores) ?? []);
            return new LintRun(options, output.Of(parsed), terminal).Run(parsed.GetValue(files)!);
        });
        return command;
    }
}
