namespace ActorMesh.Cli.Sidecars;

/// <summary>Where a sidecar keeps what it runs.</summary>
internal static class StateFolder
{
    /// <summary>By the XDG base directory rules: $XDG_STATE_HOME, else ~/.local/state.</summary>
    /// <returns>Null when this user has no home.</returns>
    public static string? Of(string nodeId)
    {
        var root = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
        if (string.IsNullOrEmpty(root) || !Path.IsPathRooted(root))
            root = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home ? Path.Combine(home, ".local", "state") : null;
        return root is null ? null : Path.Combine(root, "actormesh", Safe(nodeId));
    }

    // A node names itself, and no name leads out of the folder.
    private static string Safe(string nodeId)
    {
        var safe = string.Concat(nodeId.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '@' ? letter : '_'));
        return safe.Trim('.').Length == 0 ? "_" : safe;
    }
}
