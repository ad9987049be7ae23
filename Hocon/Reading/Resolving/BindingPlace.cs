namespace ActorMesh.Hocon.Reading.Resolving;

/// <summary>Where a part of a syntax tree belongs.</summary>
/// <param name="File">Whose text it is.</param>
/// <param name="Prefix">Where the file was included; empty for the first file.</param>
/// <param name="Path">The object that it is in, from the root of the first file; null at the root.</param>
/// <param name="IsInArray">What is in an array has no path.</param>
internal readonly record struct BindingPlace(SourceFile File, IReadOnlyList<string> Prefix, KeyPath? Path, bool IsInArray)
{
    public BindingPlace In(string key) => IsInArray ? this : this with { Path = new KeyPath(Path, key) };

    public BindingPlace InArray() => this with { Path = null, IsInArray = true };

    /// <summary>What an included file is read as here.</summary>
    public BindingPlace Including(SourceFile file) => this with { File = file, Prefix = KeyPath.Keys(Path) };
}
