namespace ActorMesh.Cli.Children;

/// <summary>An exit code in words.</summary>
internal static class ExitText
{
    private const int Signalled = 128;

    /// <summary>Over 128 it was a signal, as shells count them.</summary>
    public static string Of(int exitCode) => exitCode switch
    {
        Signalled + 2 => "exit 130: interrupted",
        Signalled + 9 => "exit 137: killed",
        Signalled + 11 => "exit 139: crashed",
        Signalled + 15 => "exit 143: terminated",
        _ => $"exit {exitCode}",
    };
}
