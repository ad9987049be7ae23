namespace ActorMesh.Tests.EndToEnd.Rig;

/// <summary>Finds what the build made.</summary>
internal static class Repository
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    public static string Root { get; } = FindRoot();

    /// <summary>The program under test. <c>ACTORMESH_PROGRAM</c> names another one, such as an installed release.</summary>
    public static string Program
    {
        get
        {
            var path = Environment.GetEnvironmentVariable("ACTORMESH_PROGRAM") ?? Path.Combine(Root, "Cli", "bin", Configuration, "net10.0", "actormesh");
            return File.Exists(path) ? path : throw new FileNotFoundException($"No program at {path}: run 'dotnet build ActorMesh.sln -c {Configuration}'.");
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ActorMesh.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"No ActorMesh.sln above {AppContext.BaseDirectory}.");
    }
}
