using ActorMesh.Cli.Meshes;
using ActorMesh.Hocon.Reading;
using ActorMesh.Lab.Scenarios;

namespace ActorMesh.Cli.Lab;

/// <summary>A scenario as it is named on the command line.</summary>
internal static class ScenarioFile
{
    /// <returns>Why there is none of that name; null when there is one.</returns>
    public static string? Problem(string name)
    {
        if (name == MeshText.StandardInput || ShippedScenarios.Has(name) || File.Exists(name)) return null;
        if (Directory.Exists(name)) return $"{name} is a folder; name the scenario file in it";
        if (name.Contains('/', StringComparison.Ordinal) || name.EndsWith(".conf", StringComparison.Ordinal)) return $"there is no file {name}";
        return $"{UnknownName.Of("scenario", name, "the program", ShippedScenarios.Names)}; or name a file";
    }

    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ScenarioReading Read(string name, Func<Stream> input) =>
        ShippedScenarios.Has(name) && !File.Exists(name) ? ShippedScenarios.Read(name) : ScenarioReader.Read(MeshText.Read(name, input), MeshSources.OfThisMachine);
}
