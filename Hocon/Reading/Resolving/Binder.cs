using ActorMesh.Hocon.Reading.Syntax;

namespace ActorMesh.Hocon.Reading.Resolving;

/// <summary>Syntax to slots: puts each value under its path, and included fields among those around them.</summary>
internal sealed class Binder(Includes includes, DiagnosticList diagnostics)
{
    private readonly RepeatedKeys _repeatedKeys = new(diagnostics);
    private int _depth;

    public ObjectShape Bind(SourceFile file, ObjectSyntax root)
    {
        var shape = new ObjectShape(root.In(file));
        AddMembers(shape, root, new BindingPlace(file, [], Path: null, IsInArray: false));
        return shape;
    }

    private void AddMembers(ObjectShape target, ObjectSyntax syntax, BindingPlace place)
    {
        if (_depth >= ReadingLimits.DepthMax)
        {
            RefuseDepth(syntax.In(place.File));
            return;
        }
        _depth++;
        foreach (var member in syntax.Members)
        {
            if (member is FieldSyntax field) AddField(target, field, place);
            else if (member is IncludeSyntax include) AddIncluded(target, include, place);
        }
        _depth--;
    }

    private void RefuseDepth(SourceSpan span) =>
        diagnostics.Error(span with { Length = 1 }, "AM0101", $"objects and arrays are nested more than {ReadingLimits.DepthMax} deep", "nest less deeply");

    private void AddIncluded(ObjectShape target, IncludeSyntax include, BindingPlace place)
    {
        if (includes.Open(place.File, include) is not var (file, root)) return;
        AddMembers(target, root, place.Including(file));
        includes.Close();
    }

    private void AddField(ObjectShape target, FieldSyntax field, BindingPlace place)
    {
        var depthBefore = _depth;
        for (var i = 0; i < field.Path.Count - 1; i++)
        {
            var element = field.Path[i];
            place = place.In(element.Name);
            target = ObjectLayer(target.SlotOf(element.Name), element.In(place.File), field.In(place.File), place).Shape;
            _depth++;
        }
        AddValue(target, field, place.In(field.Path[^1].Name));
        _depth = depthBefore;
    }

    private void AddValue(ObjectShape target, FieldSyntax field, BindingPlace place)
    {
        var element = field.Path[^1];
        var slot = target.SlotOf(element.Name);
        var keySpan = element.In(place.File);
        Layer layer;
        if (field.IsAppend) layer = AppendLayer(slot, keySpan, field.Value, place);
        else if (field.Value is ObjectSyntax members)
        {
            (layer, var shape) = ObjectLayer(slot, keySpan, members.In(place.File), place);
            AddMembers(shape, members, place);
        }
        else
        {
            layer = new Layer(Expression(field.Value, place), keySpan);
            _repeatedKeys.Check(slot, layer, place);
            slot.Layers.Add(layer);
        }
        if (field.Comments.Count > 0) layer.Comments = field.Comments;
        if (field.Remark is not null) layer.Remark = field.Remark;
    }

    /// <summary>The object on top of a slot; a new one when something else is.</summary>
    private (Layer Layer, ObjectShape Shape) ObjectLayer(Slot slot, SourceSpan keySpan, SourceSpan span, BindingPlace place)
    {
        if (slot.Layers is [.., { Value: ObjectShape top } layer])
        {
            (layer.KeySpan, top.Span) = (keySpan, span);
            return (layer, top);
        }
        var shape = new ObjectShape(span);
        layer = new Layer(shape, keySpan);
        _repeatedKeys.Check(slot, layer, place);
        slot.Layers.Add(layer);
        return (layer, shape);
    }

    private Layer AppendLayer(Slot slot, SourceSpan keySpan, ValueSyntax value, BindingPlace place)
    {
        var item = Slot.Of(Expression(value, place.InArray()));
        if (slot.Layers is [.., { Value: AppendExpression append } layer])
        {
            (layer.KeySpan, append.Span) = (keySpan, value.In(place.File));
            append.Items.Add(item);
            return layer;
        }
        layer = new Layer(new AppendExpression(value.In(place.File)) { Items = { item } }, keySpan);
        slot.Layers.Add(layer);
        return layer;
    }

    private Expression Expression(ValueSyntax syntax, BindingPlace place)
    {
        var span = syntax.In(place.File);
        switch (syntax)
        {
            case TextSyntax { Text: "null", IsQuoted: false }:
                return new NullShape(span);
            case TextSyntax text:
                return new TextShape(span, text.Text, text.IsQuoted) { IsSpace = text.IsSpace };
            case ReferenceSyntax reference:
                return new ReferenceExpression(span, [.. reference.Path.Select(element => element.Name)], place.Prefix, reference.IsOptional);
            case ObjectSyntax members:
                var shape = new ObjectShape(span);
                AddMembers(shape, members, place);
                return shape;
            case ArraySyntax array:
                return Array(array, span, place.InArray());
            default:
                return Join((ConcatenationSyntax)syntax, span, place);
        }
    }

    private ArrayShape Array(ArraySyntax array, SourceSpan span, BindingPlace place)
    {
        if (_depth >= ReadingLimits.DepthMax)
        {
            RefuseDepth(span);
            return new ArrayShape(span, []);
        }
        _depth++;
        Slot[] items = [.. array.Items.Select(item => Slot.Of(Expression(item, place)))];
        _depth--;
        return new ArrayShape(span, items);
    }

    private Expression Join(ConcatenationSyntax syntax, SourceSpan span, BindingPlace place)
    {
        if (syntax.Parts.All(part => part is TextSyntax))
            return new TextShape(
                span,
                string.Concat(syntax.Parts.Select(part => ((TextSyntax)part).Text)),
                syntax.Parts.Any(part => ((TextSyntax)part).IsQuoted));
        return new JoinExpression(span, [.. syntax.Parts.Select(part => Expression(part, place))]);
    }
}
