using ActorMesh.Cli.Meshes;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Meshes;

/// <summary>Mesh files for tests of commands.</summary>
internal static class MeshFiles
{
    public static CheckedMesh Checked(string text, string name = "mesh.conf") => CheckedMesh.Of(new SourceFile(name, text), ConfigSources.None);

    /// <summary>Fails when the text has errors of its own.</summary>
    public static ServiceMesh Mesh(string text)
    {
        var reading = MeshReader.Read(new SourceFile("mesh.conf", text));
        Assert.Empty(reading.Diagnostics);
        return reading.Mesh!;
    }
}
