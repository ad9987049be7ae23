using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Documents;

/// <summary>The files and the environment that a mesh document carries. Names are those that whoever applied it used.</summary>
internal static class DocumentSources
{
    public static ConfigSources Of(MeshSources sources)
    {
        var files = First(sources.Files, file => file.Name);
        var environment = First(sources.Environment, variable => variable.Name);
        return new ConfigSources(
            (from, name) => files.TryGetValue(Path.Combine(Path.GetDirectoryName(from.Name) ?? "", name), out var file) ? new SourceFile(file.Name, file.Text) : null,
            name => environment.TryGetValue(name, out var variable) ? variable.Value : null);
    }

    private static Dictionary<string, T> First<T>(IEnumerable<T> items, Func<T, string> name) =>
        items.DistinctBy(name, StringComparer.Ordinal).ToDictionary(name, StringComparer.Ordinal);
}
