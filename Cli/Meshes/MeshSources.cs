using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Meshes;

/// <summary>What mesh files draw on besides themselves: files next to them, and the environment.</summary>
internal static class MeshSources
{
    public static ConfigSources OfThisMachine { get; } = new(Include, System.Environment.GetEnvironmentVariable);

    // A pipe or a device as include would block or never end. Both have length 0; an empty file, which has it too, includes nothing anyway.
    private static SourceFile? Include(SourceFile from, string name)
    {
        var path = Path.Combine(Path.GetDirectoryName(from.Name) ?? "", name);
        return new FileInfo(path) is { Exists: true, Length: > 0 } ? MeshText.Read(path, () => Stream.Null) : null;
    }
}
