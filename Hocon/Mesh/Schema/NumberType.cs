using System.Globalization;
using ActorMesh.Hocon.Mesh.Values;

namespace ActorMesh.Hocon.Mesh.Schema;

/// <summary>A decimal fraction between two others. Both are allowed.</summary>
public sealed record NumberType(decimal Min, decimal Max) : KnobType
{
    public override ValueProblem? Check(string text)
    {
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            return new ValueProblem(ValueProblemKind.WrongType, $"'{text}' is no number", string.Create(CultureInfo.InvariantCulture, $"write a number from {Min} to {Max}"));
        var outside = value < Min ? "under" : value > Max ? "over" : "";
        return outside.Length == 0 ? null : new ValueProblem(
            ValueProblemKind.Range,
            string.Create(CultureInfo.InvariantCulture, $"number {text} is {outside} {(value < Min ? Min : Max)}"),
            string.Create(CultureInfo.InvariantCulture, $"from {Min} to {Max} is possible"));
    }
}
