namespace ActorMesh.Cli.Control.Settings;

/// <summary>Where a program keeps what a restart needs, when nobody has said where.</summary>
/// <remarks>Source: XDG Base Directory Specification 0.8.</remarks>
internal static class StateHome
{
    public static string Of(Func<string, string?> variable)
    {
        if (variable("XDG_STATE_HOME") is { Length: > 0 } state && Path.IsPathRooted(state)) return Path.Combine(state, "actormesh");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length == 0 ? Path.Combine(Path.GetTempPath(), "actormesh-state") : Path.Combine(home, ".local", "state", "actormesh");
    }
}
