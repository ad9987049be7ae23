namespace ActorMesh.Cli.Meshes;

/// <summary>Places in a mesh, as in <c>services.orders.routes.place</c>.</summary>
internal static class MeshPath
{
    /// <returns>True when <paramref name="path"/> is <paramref name="top"/> or something in it.</returns>
    public static bool IsWithin(string path, string top) =>
        path == top || (path.StartsWith(top, StringComparison.Ordinal) && path[top.Length] is '.' or '[');
}
