namespace ActorMesh.Hocon.Reading.Resolving;

/// <summary>Warns of a key that is set twice in one file (AM0105), unless the second is meant to build on the first.</summary>
internal sealed class RepeatedKeys(DiagnosticList diagnostics)
{
    /// <param name="slot">What was written before.</param>
    /// <param name="next">What is to come on top.</param>
    /// <param name="place">Where that stands; its path is the key's.</param>
    public void Check(Slot slot, Layer next, BindingPlace place)
    {
        if (slot.Layers is not [.., var previous] || previous.KeySpan.File != next.KeySpan.File) return;
        if (!Replaces(previous.Value, next.Value) || (!place.IsInArray && RefersTo(next.Value, KeyPath.Keys(place.Path)))) return;
        var key = place.IsInArray ? next.KeySpan.File.Text.Substring(next.KeySpan.Offset, next.KeySpan.Length) : string.Join('.', KeyPath.Keys(place.Path));
        diagnostics.Warn(
            next.KeySpan,
            "AM0105",
            $"key set twice: {Shown.Of(key)} was set at {previous.KeySpan.Position} already",
            "only this one counts; remove one of them");
    }

    /// <summary>Objects merge, and what a reference names may be one.</summary>
    private static bool Replaces(Expression previous, Expression next)
    {
        if (next is ReferenceExpression { IsOptional: true }) return false;
        return next is TextShape or NullShape or ArrayShape || previous is TextShape or NullShape or ArrayShape;
    }

    private static bool RefersTo(Expression value, IReadOnlyList<string> path) => value switch
    {
        JoinExpression join => join.Parts.Any(part => RefersTo(part, path)),
        ReferenceExpression reference => Overlap(reference.Path, path) || Overlap([.. reference.Prefix, .. reference.Path], path),
        _ => false,
    };

    private static bool Overlap(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        one.Zip(other).All(pair => pair.First == pair.Second);
}
