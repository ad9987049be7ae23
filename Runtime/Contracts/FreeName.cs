using System.Runtime.InteropServices;

namespace ActorMesh.Runtime.Contracts;

/// <summary>Gives a file a name that no other file has, so that of several who begin at once exactly one succeeds.</summary>
/// <remarks>Source: link(2). Moving a file looks first whether the name is free, and replaces a file that came in between.</remarks>
internal static class FreeName
{
    /// <summary>Blocks. Where the file has the name, it may keep its old one too; where another has it, that one stays.</summary>
    /// <exception cref="IOException">It cannot be given.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be given.</exception>
    public static void Take(string name, string file)
    {
        if (!OperatingSystem.IsWindows() && Link(file, name) == 0) return;
        try
        {
            File.Move(file, name, overwrite: false); // Also where a file can have one name only.
        }
        catch (IOException) when (File.Exists(name))
        {
        }
    }

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string existing, [MarshalAs(UnmanagedType.LPUTF8Str)] string added);
}
