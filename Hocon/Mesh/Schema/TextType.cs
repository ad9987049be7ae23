using ActorMesh.Hocon.Mesh.Values;

namespace ActorMesh.Hocon.Mesh.Schema;

/// <summary>A text with a form of its own.</summary>
/// <param name="Noun">As in <c>host name</c>.</param>
/// <param name="Example">What to write.</param>
public sealed record TextType(string Noun, string Example, Func<string, bool> Fits) : KnobType
{
    public override ValueProblem? Check(string text) =>
        Fits(text) ? null : new ValueProblem(ValueProblemKind.WrongType, $"'{Shown(text)}' is no {Noun}", $"write it like {Example}");

    private static string Shown(string text) => text.Length <= 60 ? text : $"{text[..60]}...";
}
