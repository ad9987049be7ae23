namespace ActorMesh.Hocon.Reading.Resolving;

/// <summary>
/// Finds what kind of value a slot has, as far as that and no further: an object is known before its fields are.
/// So a reference sees the final value of what it names, and only one that leads back to the key whose value is being found
/// sees what that key had before. Source: the HOCON specification, "Self-Referential Substitutions".
/// </summary>
internal sealed class Resolver(ObjectShape root, ConfigSources sources, DiagnosticList diagnostics)
{
    private readonly Joiner _joiner = new(diagnostics);
    private readonly Unresolved _unresolved = new(diagnostics);
    private int _depth;

    /// <summary>The outermost active slot that a reference led back to while the current one was looked at.</summary>
    private int _returnedTo = int.MaxValue;

    public ResolvingBudget Budget { get; } = new(diagnostics);

    /// <returns>Null when nothing is set.</returns>
    public Shape? Find(Slot slot)
    {
        if (slot.Active < 0) return View(slot, slot.Layers.Count - 1);
        _returnedTo = Math.Min(_returnedTo, slot.ActiveDepth);
        return View(slot, slot.Active - 1);
    }

    /// <summary>What the layers of a slot up to one come to.</summary>
    private Shape? View(Slot slot, int layer)
    {
        if (layer < 0) return null;
        if (slot.TryGetView(layer, out var known)) return known;
        if (!Budget.TakeStep(slot.Layers[layer].Value.Span, _depth)) return null;
        var outer = (slot.Active, slot.ActiveDepth, _returnedTo);
        var depth = _depth++;
        (slot.Active, slot.ActiveDepth, _returnedTo) = (layer, depth, int.MaxValue);
        var shape = Merge(slot, layer);
        // A value found while something around it was still unknown may come out differently when asked for by itself.
        var isFinal = _returnedTo >= depth;
        if (isFinal) slot.KeepView(layer, shape);
        _depth = depth;
        var returnedTo = isFinal ? outer._returnedTo : Math.Min(outer._returnedTo, _returnedTo);
        (slot.Active, slot.ActiveDepth, _returnedTo) = (outer.Active, outer.ActiveDepth, returnedTo);
        return shape;
    }

    private Shape? Merge(Slot slot, int layer)
    {
        List<ObjectShape> objects = [];
        for (; layer >= 0; layer--)
        {
            slot.Active = layer;
            var value = slot.Layers[layer].Value;
            if (!Budget.TakeSteps(1, value.Span)) return null;
            var shape = value is AppendExpression append ? Append(append, View(slot, layer - 1)) : Evaluate(value);
            if (shape is ObjectShape members) objects.Add(members);
            else if (shape is not null && objects.Count == 0) return shape;
            else if (shape is not null) break;
        }
        objects.Reverse();
        return objects.Count == 0 ? null : ObjectShape.Merge(objects, objects[^1].Span, Budget);
    }

    private Shape? Append(AppendExpression append, Shape? before)
    {
        var added = new ArrayShape(append.Span, append.Items);
        return before is null or NullShape ? added : _joiner.Join(append.Span, [before, added], Budget);
    }

    private Shape? Evaluate(Expression expression) => expression switch
    {
        Shape shape => shape,
        ReferenceExpression reference => LookUp(reference),
        JoinExpression join => _joiner.Join(join.Span, [.. join.Parts.Select(Evaluate)], Budget),
        _ => null,
    };

    private Shape? LookUp(ReferenceExpression reference)
    {
        if (reference.Prefix.Count > 0 && Walk([.. reference.Prefix, .. reference.Path], out _) is { } near) return near;
        if (Walk(reference.Path, out var ending) is { } found) return found;
        if (sources.Environment(string.Join('.', reference.Path)) is { } variable) return new TextShape(reference.Span, variable, isQuoted: true);
        if (reference.IsOptional) return null;
        if (!Budget.IsSpent) _unresolved.Report(reference, ending);
        return new BrokenShape(reference.Span);
    }

    private Shape? Walk(IReadOnlyList<string> path, out PathEnding ending)
    {
        Shape? current = root;
        ending = new PathEnding(root, 0, Found: null);
        for (var i = 0; i < path.Count; i++)
        {
            if (current is BrokenShape) return current;
            ending = new PathEnding(current as ObjectShape, i, Found: null);
            if (current is not ObjectShape members || !members.Fields.TryGetValue(path[i], out var slot)) return null;
            ending = ending with { Found = slot };
            current = Find(slot);
            if (current is null) return null;
        }
        return current;
    }
}
