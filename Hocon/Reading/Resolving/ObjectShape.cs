namespace ActorMesh.Hocon.Reading.Resolving;

/// <summary>Keys in the order in which they were first written.</summary>
internal sealed class ObjectShape(SourceSpan span) : Shape(span)
{
    public OrderedDictionary<string, Slot> Fields { get; } = new(StringComparer.Ordinal);

    public Slot SlotOf(string key)
    {
        if (!Fields.TryGetValue(key, out var slot)) Fields.Add(key, slot = new Slot());
        return slot;
    }

    /// <summary>Lays objects over each other. A key that several have gets the layers of all.</summary>
    /// <param name="shapes">The lowest first.</param>
    /// <returns>Null when that asks for more than the budget has.</returns>
    public static ObjectShape? Merge(IReadOnlyList<ObjectShape> shapes, SourceSpan span, ResolvingBudget budget)
    {
        if (shapes.Count == 1) return shapes[0];
        if (!budget.TakeSteps(shapes.Sum(shape => shape.Fields.Values.Sum(slot => (long)slot.Layers.Count)), span)) return null;
        var slots = new OrderedDictionary<string, List<Slot>>(StringComparer.Ordinal);
        foreach (var (key, slot) in shapes.SelectMany(shape => shape.Fields))
        {
            if (!slots.TryGetValue(key, out var all)) slots.Add(key, all = []);
            all.Add(slot);
        }
        var merged = new ObjectShape(span);
        foreach (var (key, all) in slots) merged.Fields.Add(key, Slot.Over(all));
        return merged;
    }
}
