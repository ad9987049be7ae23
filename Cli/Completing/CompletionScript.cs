namespace ActorMesh.Cli.Completing;

/// <summary>Bridges that make a shell ask the program itself what may follow, so that they never fall behind it.</summary>
internal static class CompletionScript
{
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish", "pwsh"];

    /// <param name="shell">One of <see cref="Shells"/>.</param>
    public static string For(string shell)
    {
        using var stream = typeof(CompletionScript).Assembly.GetManifestResourceStream($"completion.{shell}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
