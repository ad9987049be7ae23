using ActorMesh.Hocon.Mesh.Values;

namespace ActorMesh.Hocon.Mesh.Schema;

/// <summary>A number with a unit, between two others. Both are allowed.</summary>
/// <param name="Noun">As in <c>duration</c>.</param>
public sealed record QuantityType(string Noun, Quantity Quantity, decimal Min, decimal Max) : KnobType
{
    public static QuantityType Between(string noun, Quantity quantity, string min, string max)
    {
        if ((quantity.Parse(min, out var least) ?? quantity.Parse(max, out _)) is { } problem) throw new FormatException(problem.ToString());
        _ = quantity.Parse(max, out var most);
        return new QuantityType(noun, quantity, least, most);
    }

    public override ValueProblem? Check(string text)
    {
        if (Quantity.Parse(text, out var value) is { } problem) return problem;
        var (outside, bound) = value < Min ? ("under", Min) : value > Max ? ("over", Max) : ("", 0);
        return outside.Length == 0
            ? null
            : new ValueProblem(
                ValueProblemKind.Range, $"{Noun} {text} is {outside} {Quantity.Text(bound)}", $"from {Quantity.Text(Min)} to {Quantity.Text(Max)} is possible");
    }
}
