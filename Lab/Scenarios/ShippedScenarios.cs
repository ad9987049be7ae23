using ActorMesh.Hocon.Reading;

namespace ActorMesh.Lab.Scenarios;

/// <summary>The scenarios that come with the program: each a lesson, and a file to begin one's own from.</summary>
public static class ShippedScenarios
{
    private const string Folder = "lab/", Ending = ".conf";

    /// <summary>In the order of the alphabet.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(ShippedScenarios).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..^Ending.Length]).Order(StringComparer.Ordinal),
    ];

    public static bool Has(string name) => Names.Contains(name, StringComparer.Ordinal);

    /// <summary>The file, as it would lie in a folder.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static SourceFile File(string name)
    {
        using var stream = typeof(ShippedScenarios).Assembly.GetManifestResourceStream($"{Folder}{name}{Ending}")
            ?? throw new ArgumentException($"there is no scenario {name}", nameof(name));
        using var reader = new StreamReader(stream);
        return new SourceFile($"{name}{Ending}", reader.ReadToEnd());
    }

    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static ScenarioReading Read(string name) => ScenarioReader.Read(File(name));
}
