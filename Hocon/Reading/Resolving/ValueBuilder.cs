namespace ActorMesh.Hocon.Reading.Resolving;

/// <summary>Slots to finished values, from the root down.</summary>
internal sealed class ValueBuilder(Resolver resolver, DiagnosticList diagnostics)
{
    private int _depth;

    /// <returns>Null when the file asks for more values than are read, which has been reported.</returns>
    public ConfigObject? Build(ObjectShape root)
    {
        var built = Object(root);
        return resolver.Budget.IsSpent ? null : built.Value as ConfigObject;
    }

    private Built Build(Slot slot)
    {
        if (slot.Built is { } known) return known;
        var span = slot.Layers[^1].Value.Span;
        if (slot.IsBuilding)
        {
            Unresolved.Circle(diagnostics, span);
            return Built.Nothing;
        }
        if (_depth > ReadingLimits.DepthMax || resolver.Budget.IsSpent) return TooDeep(span);
        slot.IsBuilding = true;
        _depth++;
        var built = resolver.Find(slot) is { } shape ? Build(shape) : Built.Nothing;
        _depth--;
        slot.IsBuilding = false;
        if (built.Height > ReadingLimits.DepthMax) built = TooDeep(span);
        if (built.Size > ReadingLimits.ValuesMax) resolver.Budget.Spend(span, $"the references of this file ask for more than {ReadingLimits.ValuesMax} values");
        return slot.Built = built;
    }

    private Built TooDeep(SourceSpan span)
    {
        if (!resolver.Budget.IsSpent)
            diagnostics.Error(span, "AM0101", $"with its references, this value is nested more than {ReadingLimits.DepthMax} deep", "nest less deeply");
        return Built.Nothing;
    }

    private Built Build(Shape shape) => shape switch
    {
        TextShape text => new Built(new ConfigScalar(text.Span, text.Text, text.IsQuoted), 1, 0),
        ArrayShape array => Array(array),
        ObjectShape members => Object(members),
        BrokenShape => Built.Nothing,
        _ => new Built(new ConfigNull(shape.Span), 1, 0),
    };

    private Built Array(ArrayShape array)
    {
        var items = new List<ConfigValue>(array.Items.Count);
        var (size, height) = (1L, 0);
        foreach (var item in array.Items)
        {
            if (Build(item) is not { Value: { } value } built) continue;
            items.Add(value);
            (size, height) = (size + built.Size, Math.Max(height, built.Height));
        }
        return new Built(new ConfigArray(array.Span, items), size, height + 1);
    }

    private Built Object(ObjectShape shape)
    {
        var entries = new List<ConfigEntry>(shape.Fields.Count);
        var (size, height) = (1L, 0);
        foreach (var (key, slot) in shape.Fields)
        {
            if (Build(slot) is not { Value: { } value } built) continue;
            entries.Add(Entry(key, slot, value));
            (size, height) = (size + built.Size, Math.Max(height, built.Height));
        }
        return new Built(new ConfigObject(shape.Span, entries), size, height + 1);
    }

    private static ConfigEntry Entry(string key, Slot slot, ConfigValue value)
    {
        var comments = slot.Layers.FindLast(layer => layer.Comments.Count > 0)?.Comments ?? [];
        var remark = slot.Layers.FindLast(layer => layer.Remark is not null)?.Remark;
        return new ConfigEntry(key, slot.Layers[^1].KeySpan, value, comments, remark);
    }
}
