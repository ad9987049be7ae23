using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ActorMesh.Runtime.Contracts;

/// <summary>Brings the names in a folder to the disk: without it a power failure may bring back what a file was called before.</summary>
/// <remarks>Source: fsync(2). Nothing on Windows, which does it by itself.</remarks>
internal static class DirectoryFlush
{
    private const int ReadOnly = 0;

    /// <summary>Blocks. What cannot be flushed is left to the system.</summary>
    public static void Of(string folder)
    {
        if (OperatingSystem.IsWindows() || Open(folder, ReadOnly) is not (>= 0 and var descriptor)) return;
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        RandomAccess.FlushToDisk(handle);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
