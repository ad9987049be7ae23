namespace ActorMesh.Cli.Children;

/// <summary>How this program is started once more: by its own executable, or by <c>dotnet</c> and its library.</summary>
internal static class OwnProgram
{
    public static (string Program, IReadOnlyList<string> First) Command() =>
        Command(Environment.ProcessPath, Path.Combine(AppContext.BaseDirectory, $"{typeof(OwnProgram).Assembly.GetName().Name}.dll"));

    /// <param name="running">The executable of this process; null when the system does not say.</param>
    /// <param name="library">Where this program's library is.</param>
    /// <returns>The executable, and what its arguments begin with.</returns>
    internal static (string Program, IReadOnlyList<string> First) Command(string? running, string library)
    {
        if (running is null) return ("dotnet", [library]);
        var isDotnet = Path.GetFileNameWithoutExtension(running).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return (running, isDotnet ? [library] : []);
    }
}
