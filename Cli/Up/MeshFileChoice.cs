using ActorMesh.Cli.Beginning;
using ActorMesh.Cli.Meshes;

namespace ActorMesh.Cli.Up;

/// <summary>The mesh file that <c>up</c> runs.</summary>
/// <param name="IsExample">It is the built-in one: nobody has named another, and there is none where one would be.</param>
internal sealed record MeshFileChoice(string Path, bool IsExample)
{
    /// <param name="named">What the user named; null for nothing.</param>
    /// <param name="folder">Where the example is put, for sidecars to read.</param>
    public static MeshFileChoice Of(string? named, string folder)
    {
        if (named is not null) return new MeshFileChoice(named, IsExample: false);
        if (File.Exists(MeshFileArguments.Usual)) return new MeshFileChoice(MeshFileArguments.Usual, IsExample: false);
        var path = System.IO.Path.Combine(folder, MeshFileArguments.Usual);
        ShopFile.Write(path, overwrite: true);
        return new MeshFileChoice(path, IsExample: true);
    }
}
