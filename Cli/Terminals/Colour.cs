namespace ActorMesh.Cli.Terminals;

/// <summary>Decides whether to colour. Every state is a word as well, so nothing is lost without.</summary>
/// <remarks>Source: no-color.org; FORCE_COLOR as Node and Python have it.</remarks>
internal static class Colour
{
    public static bool IsWanted(bool isRedirected) => IsWanted(isRedirected, Environment.GetEnvironmentVariable);

    internal static bool IsWanted(bool isRedirected, Func<string, string?> variable)
    {
        if (!string.IsNullOrEmpty(variable("NO_COLOR"))) return false;
        if (variable("FORCE_COLOR") is { Length: > 0 } forced) return forced != "0";
        return !isRedirected && variable("TERM") is not (null or "" or "dumb");
    }
}
