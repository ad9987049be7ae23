namespace ActorMesh.Cli.Applying;

/// <summary>Who changes the mesh, as history shows it.</summary>
internal static class Author
{
    public static string OfThisProcess => $"{Environment.UserName}@{Environment.MachineName}";
}
