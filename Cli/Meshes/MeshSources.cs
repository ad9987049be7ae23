using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Meshes;

/// <summary>What mesh files draw on besides themselves: files next to them, and the environment.</summary>
internal static class MeshSources
{
    public static ConfigSources OfThisMachine { get; } = new(Include, System.Environment.GetEnvironmentVariable);

    // A pipe or a device as include would block or never end. Both have length 0, as an empty file has.
    private static SourceFile? Include(SourceFile from, string name)
    {
        var path = Path.Combine(Path.GetDirectoryName(from.Name) ?? "", name);
        var file = new FileInfo(path);
        if (!file.Exists) return null;
        return file.Length == 0 ? new SourceFile(path, "") : MeshText.Read(path, () => Stream.Null);
    }
}
