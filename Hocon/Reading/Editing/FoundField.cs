using ActorMesh.Hocon.Reading.Syntax;

namespace ActorMesh.Hocon.Reading.Editing;

/// <summary>A field and its whole path from the root.</summary>
internal sealed record FoundField(FieldSyntax Field, IReadOnlyList<string> Path)
{
    /// <summary>The object that further fields can be added to; null when the value has none.</summary>
    public ObjectSyntax? Members => Field.Value switch
    {
        ObjectSyntax members => members,
        ConcatenationSyntax concatenation => concatenation.Parts.OfType<ObjectSyntax>().LastOrDefault(),
        _ => null,
    };

    public bool IsAt(IReadOnlyList<string> path) => Path.SequenceEqual(path, StringComparer.Ordinal);

    public bool IsAtOrBelow(IReadOnlyList<string> path) => Path.Count >= path.Count && Path.Take(path.Count).SequenceEqual(path, StringComparer.Ordinal);

    public bool IsAbove(IReadOnlyList<string> path) => Path.Count < path.Count && path.Take(Path.Count).SequenceEqual(Path, StringComparer.Ordinal);
}
