using System.Runtime.InteropServices;
using ActorMesh.Runtime.Boot;

namespace ActorMesh.Cli.Spiffe;

/// <summary>Whether a file may be relied on.</summary>
internal static class FileOwner
{
    /// <summary>Whether it belongs to the user of this process or to root. Links are followed.</summary>
    /// <exception cref="IOException">It cannot be told.</exception>
    public static bool IsTrusted(string path)
    {
        var owner = FileStatus.Of(path).Owner;
        return owner == 0 || owner == EffectiveUser();
    }

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUser();
}
