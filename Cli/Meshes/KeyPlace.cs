using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Meshes;

/// <summary>Finds where a file says something about a key.</summary>
internal static class KeyPlace
{
    /// <param name="layers">Of a service or a route: the built-in one first.</param>
    /// <param name="path">As in <c>timeout.request</c>.</param>
    /// <returns>The key in the most important layer that has it; null when it is only built in.</returns>
    public static SourceSpan? Written(IReadOnlyList<ConfigObject> layers, string path)
    {
        var keys = path.Split('.');
        for (var level = layers.Count - 1; level > 0; level--)
        {
            var section = layers[level].At(keys.AsSpan(..^1)) as ConfigObject;
            if (section?.Entry(keys[^1]) is { Value: not ConfigNull } entry) return entry.KeySpan;
        }
        return null;
    }
}
