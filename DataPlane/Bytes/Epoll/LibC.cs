using System.Runtime.InteropServices;

namespace ActorMesh.DataPlane.Bytes.Epoll;

/// <summary>The system calls that the framework does not offer. Each returns -1 and sets errno when it fails.</summary>
internal static class LibC
{
    // Values of errno, equal on all of .NET's Linux architectures (asm-generic/errno.h).
    public const int NotPermitted = 1;
    public const int Interrupted = 4;
    public const int AccessDenied = 13;
    public const int AddressNotAvailable = 99;
    public const int NetworkUnreachable = 101;
    public const int TimedOut = 110;
    public const int ConnectionRefused = 111;
    public const int HostUnreachable = 113;
    public const int InProgress = 115;

    public const int CloseOnExec = 0x80000;
    public const int ControlAdd = 1;
    public const int ControlModify = 3;

    [DllImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int EpollCreate(int flags);

    [DllImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int EpollControl(int epoll, int operation, SafeHandle descriptor, ref byte eventEntry);

    [DllImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int EpollWait(int epoll, ref byte entries, int entriesMax, int milliseconds);

    [DllImport("libc", EntryPoint = "connect", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Connect(SafeHandle descriptor, ref byte address, int addressLength);
}
