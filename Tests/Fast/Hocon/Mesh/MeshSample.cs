using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Mesh;

/// <summary>Meshes from texts.</summary>
internal static class MeshSample
{
    public const string File = "mesh.conf";

    public static MeshReading Reading(string text) => MeshReader.Read(new SourceFile(File, text));

    /// <summary>A mesh that has no errors.</summary>
    public static ServiceMesh Mesh(string text)
    {
        var reading = Reading(text);
        Assert.Equal("", string.Join('\n', reading.Diagnostics));
        return reading.Mesh!;
    }

    /// <summary>What is said about a text, a line each with the hint behind it.</summary>
    public static string Told(string text) =>
        string.Join('\n', Reading(text).Diagnostics.Select(diagnostic => $"{diagnostic.Position} {diagnostic.Code}: {diagnostic.Message} | {diagnostic.Hint}"));
}
