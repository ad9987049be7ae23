using ActorMesh.Hocon.Mesh.Values;

namespace ActorMesh.Hocon.Mesh.Schema;

/// <summary>A text with a form of its own.</summary>
/// <param name="Noun">As in <c>host name</c>.</param>
/// <param name="Example">What to write.</param>
public sealed record TextType(string Noun, string Example, Func<string, bool> Fits) : KnobType
{
    /// <summary>What a text of this form is that it must not be; null for nothing.</summary>
    public Func<string, string?> Excludes { get; init; } = static _ => null;

    public override ValueProblem? Check(string text)
    {
        if (!Fits(text)) return new ValueProblem(ValueProblemKind.WrongType, $"'{Shown(text)}' is no {Noun}", $"write it like {Example}");
        return Excludes(text) is { } what ? new ValueProblem(ValueProblemKind.WrongType, $"'{Shown(text)}' is {what}", $"write another {Noun}") : null;
    }

    private static string Shown(string text) => text.Length <= 60 ? text : $"{text[..60]}...";
}
