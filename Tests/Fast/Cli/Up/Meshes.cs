using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Tests.Fast.Cli.Up;

internal static class Meshes
{
    /// <param name="services">What stands in <c>services { }</c>.</param>
    public static ServiceMesh Of(string services)
    {
        var reading = MeshReader.Read(new SourceFile("mesh.conf", $"mesh {{ name = shop }}\nservices {{\n{services}\n}}"));
        return reading.Mesh ?? throw new FormatException(string.Join('\n', reading.Diagnostics));
    }
}
