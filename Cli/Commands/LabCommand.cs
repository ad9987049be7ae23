using System.CommandLine;
using System.CommandLine.Completions;
using ActorMesh.Cli.Lab;
using ActorMesh.Cli.Terminals;
using ActorMesh.Lab.Scenarios;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh lab</c>: what policies do when things go wrong, in virtual time.</summary>
internal static class LabCommand
{
    public static Command Create(Terminal terminal, TimeProvider clock) => new("lab", "See what policies do when things go wrong: scenarios in virtual time, with a verdict.")
    {
        List(terminal), Run(terminal, clock), Show(terminal), Manual(terminal),
    };

    private static Command List(Terminal terminal)
    {
        var output = OutputOption.Create();
        var command = new Command("list", "List the scenarios that come with the program.") { output };
        command.SetAction(parsed => new LabListing(output.Of(parsed), terminal).All());
        return command;
    }

    private static Command Show(Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = "Of a scenario that comes with the program." };
        name.CompletionSources.Add(_ => ShippedScenarios.Names.Select(known => new CompletionItem(known)));
        var command = new Command("show", "Print the file of a scenario, to begin one's own from.") { name };
        command.SetAction(parsed => new LabListing(Output.OutputFormat.Table, terminal).One(parsed.GetValue(name)!));
        return command;
    }

    private static Command Manual(Terminal terminal)
    {
        var command = new Command("manual", "Print every key of scenario files: its default, its unit, what it means.");
        command.SetAction(_ =>
        {
            terminal.Data.Write(ScenarioManual.File.Text);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Run(Terminal terminal, TimeProvider clock)
    {
        var scenario = new Argument<string>("SCENARIO") { Description = "Name of one that comes with the program, or a file; - is stdin." };
        scenario.CompletionSources.Add(_ => ShippedScenarios.Names.Select(known => new CompletionItem(known)));
        scenario.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && ScenarioFile.Problem(token.Value) is { } problem) result.AddError(problem);
        });
        var seed = NumberOption.Create<uint>("--seed", 0, uint.MaxValue, "Where all chance comes from, in place of the file's.");
        var variant = new Option<string?>("--variant") { Description = "Only this variant of it.", HelpName = "NAME" };
        var json = new Option<string?>("--json") { Description = "Write the result as JSON, too. Same file and seed, same bytes.", HelpName = "FILE" };
        var svg = new Option<string?>("--svg") { Description = "Write charts of it, too.", HelpName = "FILE" };
        var live = new Option<bool>("--live") { Description = "Run it with real sidecars on this machine, too, and show both side by side." };
        var output = OutputOption.Create();
        var command = new Command("run", "Run a scenario and judge it. Exit 0 as expected, 1 not so, 3 errors in the file.") { scenario, seed, variant, json, svg, live, output };
        command.SetAction(parsed =>
        {
            var options = new LabOptions(parsed.GetValue(seed), parsed.GetValue(variant), parsed.GetValue(json), parsed.GetValue(svg), parsed.GetValue(live));
            return new LabRun(options, output.Of(parsed), terminal, clock).Run(ScenarioFile.Read(parsed.GetValue(scenario)!, terminal.Input));
        });
        return command;
    }
}
