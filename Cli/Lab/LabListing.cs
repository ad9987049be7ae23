using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Terminals;
using ActorMesh.Lab.Json;
using ActorMesh.Lab.Scenarios;

namespace ActorMesh.Cli.Lab;

/// <summary>Prints which scenarios there are, and their files.</summary>
internal sealed class LabListing(OutputFormat format, Terminal terminal)
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public int All()
    {
        terminal.Print(format, ScenarioListShape.Shipped, () => LabJson.Readable.ScenarioListShape, data =>
        {
            var table = new TextTable();
            table.Add("NAME", "SCENE", "WHAT HAPPENS", "VARIANTS");
            foreach (var scenario in ScenarioListShape.Shipped().Scenarios) table.Add(scenario.Name, scenario.Scene, scenario.Title, string.Join(", ", scenario.Variants));
            table.Write(data);
        });
        return ExitCode.Done;
    }

    /// <returns>An <see cref="ExitCode"/>.</returns>
    public int One(string name)
    {
        if (!ShippedScenarios.Has(name))
        {
            terminal.Talk.Fail(UnknownName.Of("scenario", name, "the program", ShippedScenarios.Names));
            terminal.Talk.Say("see: actormesh lab list");
            return ExitCode.NotFound;
        }
        terminal.Data.Write(ShippedScenarios.File(name).Text);
        return ExitCode.Done;
    }
}
