namespace ActorMesh.Hocon.Reading.Resolving;

/// <summary>
/// All that was written for one key of one object, in order; or an item of an array. Objects written one after the other
/// are one layer. What cannot be merged before references are known stays apart.
/// </summary>
internal sealed class Slot
{
    private Dictionary<int, Shape?>? _views;

    public List<Layer> Layers { get; private init; } = new(1);

    /// <summary>The layer whose value is being found; -1 when none is.</summary>
    public int Active { get; set; } = -1;

    /// <summary>How many slots were active when this one became it.</summary>
    public int ActiveDepth { get; set; }

    /// <summary>Whether its value is being built: to meet it again then is a circle.</summary>
    public bool IsBuilding { get; set; }

    /// <summary>The finished value.</summary>
    public Built? Built { get; set; }

    public static Slot Of(Expression value) 
    {
        var slot = new Slot();
        slot.Layers.Add(new Layer(value, value.Span));
        return slot;
    }

    /// <param name="slots">The lowest first.</param>
    public static Slot Over(IReadOnlyList<Slot> slots) => slots.Count == 1 ? slots[0] : new() { Layers = [.. slots.SelectMany(slot => slot.Layers)] };

    /// <summary>What the layers up to one come to, when that has been found before.</summary>
    public bool TryGetView(int layer, out Shape? shape)
    {
        shape = null;
        return _views is not null && _views.TryGetValue(layer, out shape);
    }

    public void KeepView(int layer, Shape? shape) => (_views ??= [])[layer] = shape;
}
