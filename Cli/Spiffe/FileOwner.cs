using System.Runtime.InteropServices;
using System.Text;

namespace ActorMesh.Cli.Spiffe;

/// <summary>Whose a file is, which the framework does not say.</summary>
/// <remarks>Source: statx(2) of Linux, whose structure is the same on all architectures.</remarks>
internal static class FileOwner
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint Owner = 0x8; // STATX_UID
    private const int StructureLength = 256, OwnerAt = 20;

    /// <summary>Whether it belongs to the user of this process or to root. Links are followed.</summary>
    /// <exception cref="IOException">It cannot be told.</exception>
    public static bool IsTrusted(string path)
    {
        Span<byte> structure = stackalloc byte[StructureLength];
        if (StatX(CurrentFolder, ref Encoding.UTF8.GetBytes($"{path}\0")[0], 0, Owner, ref structure[0]) != 0)
            throw new IOException($"whose {path} is cannot be told (errno {Marshal.GetLastPInvokeError()})");
        var owner = MemoryMarshal.Read<uint>(structure[OwnerAt..]);
        return owner == 0 || owner == EffectiveUser();
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatX(int folder, ref byte path, int flags, uint mask, ref byte structure);

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUser();
}
