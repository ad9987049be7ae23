using System.Globalization;

namespace ActorMesh.Hocon.Reading.Resolving;

/// <summary>Makes one value of parts that stand side by side: objects merge, arrays and texts follow each other.</summary>
internal sealed class Joiner(DiagnosticList diagnostics)
{
    /// <param name="parts">Null for a part that found nothing.</param>
    public Shape? Join(SourceSpan span, IReadOnlyList<Shape?> parts, ResolvingBudget budget)
    {
        List<Shape> weighty = [.. parts.OfType<Shape>().Where(part => part is not TextShape { IsSpace: true })];
        if (weighty.Count == 0) return null;
        if (weighty.Find(part => part is BrokenShape) is { } broken) return broken;
        if (weighty.TrueForAll(part => part is ObjectShape)) return ObjectShape.Merge([.. weighty.Cast<ObjectShape>()], span, budget);
        if (weighty.Exists(part => part is ArrayShape)) weighty = [.. weighty.Select(part => part is ObjectShape members && Indexed(members) is { } items ? items : part)];
        if (weighty.TrueForAll(part => part is ArrayShape)) return Chain(weighty, span, budget);
        if (weighty.TrueForAll(part => part is TextShape or NullShape)) return Text(span, parts, budget);
        var odd = weighty.Find(part => Kind(part) != Kind(weighty[0]))!;
        diagnostics.Error(
            span,
            "AM0103",
            $"{Kind(weighty[0])} and {Kind(odd)} cannot be joined to one value",
            "texts go with texts, objects with objects, arrays with arrays; a comma or a new line parts two fields");
        return new BrokenShape(span);
    }

    /// <summary>An object whose keys are numbers counts as an array beside an array; other keys are left out.</summary>
    private static ArrayShape? Indexed(ObjectShape members)
    {
        List<(int Index, Slot Slot)> items = [];
        foreach (var (key, slot) in members.Fields)
            if (int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index)) items.Add((index, slot));
        return items.Count == 0 ? null : new ArrayShape(members.Span, [.. items.OrderBy(item => item.Index).Select(item => item.Slot)]);
    }

    private static string Kind(Shape shape) => shape switch
    {
        ObjectShape => "an object",
        ArrayShape => "an array",
        _ => "a text",
    };

    private static ArrayShape? Chain(List<Shape> parts, SourceSpan span, ResolvingBudget budget)
    {
        List<ArrayShape> arrays = [.. parts.Cast<ArrayShape>()];
        if (arrays.Count == 1) return arrays[0];
        return budget.TakeSteps(arrays.Sum(part => (long)part.Items.Count), span) ? new ArrayShape(span, [.. arrays.SelectMany(part => part.Items)]) : null;
    }

    private static Shape? Text(SourceSpan span, IReadOnlyList<Shape?> parts, ResolvingBudget budget)
    {
        List<Shape> present = [.. parts.OfType<Shape>()];
        if (present.Count == 1) return present[0];
        if (!budget.TakeCharacters(present.Sum(part => (long)Written(part).Length), span)) return null;
        return new TextShape(span, string.Concat(present.Select(Written)), present.Exists(part => part is TextShape { IsQuoted: true }));
    }

    private static string Written(Shape shape) => shape is TextShape text ? text.Text : "null";
}
