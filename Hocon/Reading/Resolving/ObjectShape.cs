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

    /// <summary>Lays objects over each other.</summary>
    /// <param name="shapes">The lowest first. A key that several have gets the layers of all.</param>
    public static ObjectShape Merge(IReadOnlyList<ObjectShape> shapes)
    {
        var merged = new ObjectShape(shapes[^1].Span);
        foreach (var (key, slot) in shapes.SelectMany(shape => shape.Fields))
        {
            if (merged.Fields.TryGetValue(key, out var below)) merged.Fields[key] = Slot.Over(below, slot);
            else merged.Fields.Add(key, slot);
        }
        return merged;
    }
}
