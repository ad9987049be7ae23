namespace ActorMesh.Hocon.Reading.Resolving;

/// <summary>Where a part of a syntax tree belongs.</summary>
/// <param name="File">Whose text it is.</param>
/// <param name="Prefix">Where the file was included; empty for the first file.</param>
/// <param name="Path">The object that it is in, from the root of the first file; null within an array.</param>
internal sealed record BindingPlace(SourceFile File, IReadOnlyList<string> Prefix, IReadOnlyList<string>? Path)
{
    public BindingPlace In(string key) => this with { Path = Path is null ? null : [.. Path, key] };

    public BindingPlace InArray() => this with { Path = null };
}
