using System.Runtime.InteropServices;
using System.Text;

namespace ActorMesh.Runtime.Boot;

/// <summary>What the framework does not say about a file: whose it is, and which one it is whatever its name.</summary>
/// <param name="Owner">The number of the user.</param>
/// <remarks>Source: statx(2) of Linux, whose structure is the same on all architectures.</remarks>
public readonly record struct FileStatus(uint Owner, ulong Number, ulong Device)
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint OwnerAndNumber = 0x8 | 0x100; // STATX_UID, STATX_INO
    private const int StructureLength = 256, OwnerAt = 20, NumberAt = 32, DeviceAt = 136;
    private const int NoEntry = 2; // ENOENT

    /// <summary>Links are followed.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="IOException">It cannot be told.</exception>
    public static FileStatus Of(string path)
    {
        Span<byte> structure = stackalloc byte[StructureLength];
        if (StatX(CurrentFolder, ref Encoding.UTF8.GetBytes($"{path}\0")[0], 0, OwnerAndNumber, ref structure[0]) == 0)
            return new FileStatus(MemoryMarshal.Read<uint>(structure[OwnerAt..]), MemoryMarshal.Read<ulong>(structure[NumberAt..]), MemoryMarshal.Read<ulong>(structure[DeviceAt..]));
        var error = Marshal.GetLastPInvokeError();
        throw error == NoEntry ? new FileNotFoundException($"there is no {path}", path) : new IOException($"what {path} is cannot be told (errno {error})");
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatX(int folder, ref byte path, int flags, uint mask, ref byte structure);
}
