namespace ActorMesh.Hocon.Importing.Routing;

/// <summary>Finds the path under which all of several paths lie.</summary>
internal static class PathPrefixes
{
    /// <returns>A prefix that ends on a boundary; <c>/</c> when they share no more.</returns>
    public static string Shared(IReadOnlyList<string> paths)
    {
        if (paths.Count == 0) return "/";
        var shared = Segments(paths[0]);
        foreach (var path in paths.Skip(1))
        {
            var other = Segments(path);
            shared = [.. shared.Zip(other).TakeWhile(pair => pair.First == pair.Second).Select(pair => pair.First)];
        }

        return shared.Count == 0 ? "/" : $"/{string.Join('/', shared)}";
    }

    private static List<string> Segments(string path) => [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries)];
}
