using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Meshes;

/// <summary>A mesh file with all that it draws on: the files that it includes, and what it asked the environment for.</summary>
/// <param name="Mesh">As it reads on this machine.</param>
/// <param name="Files">The root file first. Names are relative to its folder, so that the same mesh has the same names wherever it lies.</param>
internal sealed record MeshUpload(CheckedMesh Mesh, IReadOnlyList<ApplyRequest.FileShape> Files, IReadOnlyDictionary<string, string> Environment)
{
    /// <param name="path">As the user named it; <c>-</c> is <paramref name="input"/>.</param>
    /// <exception cref="IOException">The file cannot be read, or one that it includes.</exception>
    public static MeshUpload Read(string path, Func<Stream> input) => Of(MeshText.Read(path, input), MeshSources.OfThisMachine);

    internal static MeshUpload Of(SourceFile file, ConfigSources sources)
    {
        var asked = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var mesh = CheckedMesh.Of(file, sources with
        {
            Environment = name =>
            {
                var value = sources.Environment(name);
                if (value is not null) asked[name] = value;
                return value;
            },
        });
        var folder = Path.GetDirectoryName(file.Name) ?? "";
        return new MeshUpload(mesh, [.. mesh.Reading.Files.Prepend(file).DistinctBy(one => one.Name, StringComparer.Ordinal).Select(one => new ApplyRequest.FileShape(Within(folder, one.Name), one.Text))], asked);
    }

    /// <summary>A version as the control plane keeps it, read as it was written.</summary>
    public static CheckedMesh Read(VersionShape version)
    {
        var files = version.Files.ToDictionary(file => file.Name, file => new SourceFile(file.Name, file.Text), StringComparer.Ordinal);
        return CheckedMesh.Of(
            files[version.Files[0].Name],
            new ConfigSources(
                (from, name) => files.GetValueOrDefault(Path.Combine(Path.GetDirectoryName(from.Name) ?? "", name)),
                name => version.Environment.GetValueOrDefault(name)));
    }

    // Includes are found by joining names, so only what all of them begin with may go.
    private static string Within(string folder, string name) =>
        folder.Length > 0 && name.StartsWith(folder, StringComparison.Ordinal) && name[folder.TrimEnd('/', '\\').Length..] is ['/' or '\\', _, ..] rest ? rest.TrimStart('/', '\\') : name;
}
