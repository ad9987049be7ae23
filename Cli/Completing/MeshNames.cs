using ActorMesh.Cli.Meshes;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Cli.Completing;

/// <summary>Names of a mesh file, for whoever is typing one.</summary>
internal static class MeshNames
{
    public static IEnumerable<string> Services(ServiceMesh mesh) => mesh.Services.Select(service => service.Name);

    /// <summary><c>SERVICE/ROUTE</c></summary>
    public static IEnumerable<string> Routes(ServiceMesh mesh) =>
        mesh.Services.SelectMany(service => service.Routes.Select(route => $"{service.Name}/{route.Name}"));

    /// <returns>Nothing when the file is not there or cannot be read: a shell has nowhere to put an error.</returns>
    public static IEnumerable<System.CommandLine.Completions.CompletionItem> Of(string? path, Func<ServiceMesh, IEnumerable<string>> names)
    {
        if (!File.Exists(path)) return [];
        try
        {
            var mesh = MeshReader.Read(MeshText.Read(path, () => Stream.Null), MeshSources.OfThisMachine).Draft;
            return mesh is null ? [] : names(mesh).Select(name => new System.CommandLine.Completions.CompletionItem(name));
        }
        catch (IOException)
        {
            return [];
        }
    }
}
