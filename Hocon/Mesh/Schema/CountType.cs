using System.Globalization;
using ActorMesh.Hocon.Mesh.Values;

namespace ActorMesh.Hocon.Mesh.Schema;

/// <summary>A whole number between two others. Both are allowed.</summary>
/// <param name="Noun">As in <c>port</c>.</param>
public sealed record CountType(string Noun, long Min, long Max) : KnobType
{
    public override ValueProblem? Check(string text)
    {
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            return new ValueProblem(ValueProblemKind.WrongType, $"'{text}' is no whole number", $"write a {Noun} from {Min} to {Max}");
        var outside = value < Min ? $"under {Min}" : value > Max ? $"over {Max}" : "";
        return outside.Length == 0 ? null : new ValueProblem(ValueProblemKind.Range, $"{Noun} {text} is {outside}", $"from {Min} to {Max} is possible");
    }
}
