using ActorMesh.Hocon.Mesh.Values;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh.Schema;

/// <summary>One of some words.</summary>
public sealed record ChoiceType(IReadOnlyList<string> Words) : KnobType
{
    /// <summary>The words that HOCON has for yes and no.</summary>
    public static readonly ChoiceType Switch = new(["on", "off", "true", "false", "yes", "no"]);

    public override ValueProblem? Check(string text) => Words.Contains(text, StringComparer.Ordinal)
        ? null
        : new ValueProblem(ValueProblemKind.Range, $"'{text}' is none of {string.Join(", ", Words)}", NearestName.Among(text, Words) is { } near ? $"did you mean '{near}'?" : $"write {Words[0]}");
}
