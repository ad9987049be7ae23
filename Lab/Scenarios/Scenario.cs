namespace ActorMesh.Lab.Scenarios;

/// <summary>A scenario file. Immutable.</summary>
/// <param name="Name">Of the file, without its folder and ending.</param>
/// <param name="Scene">Of the mission; empty when it is of none.</param>
/// <param name="Lesson">Paragraphs parted by empty lines.</param>
/// <param name="Variants">At least one; in the order of the file.</param>
public sealed record Scenario(string Name, string Title, string Scene, string Lesson, IReadOnlyList<ScenarioVariant> Variants)
{
    public ScenarioVariant? Find(string variant) => Variants.FirstOrDefault(one => one.Name == variant);
}
