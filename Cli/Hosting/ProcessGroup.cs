using System.Runtime.InteropServices;

namespace ActorMesh.Cli.Hosting;

/// <summary>Processes that get the signals of a terminal together. A process and what it starts are one, until one of them opens its own.</summary>
/// <remarks>Windows has no such thing; there all of this does nothing.</remarks>
internal static class ProcessGroup
{
    public const int Kill = 9, Terminate = 15;

    /// <summary>From here on this process, and what it starts, is a group whose number is its own process id.</summary>
    public static void OpenOwn()
    {
        if (!OperatingSystem.IsWindows()) _ = SetGroup(0, 0);
    }

    /// <summary>Sends a signal to everybody in a group. Nothing happens when nobody is left.</summary>
    public static void Send(int group, int signal)
    {
        if (!OperatingSystem.IsWindows() && group > 1) _ = SendTo(-group, signal);
    }

    /// <summary>Sends a signal to one process. Nothing happens when it is gone.</summary>
    public static void SendToOne(int process, int signal)
    {
        if (!OperatingSystem.IsWindows() && process > 1) _ = SendTo(process, signal);
    }

    [DllImport("libc", EntryPoint = "setpgid", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetGroup(int process, int group);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendTo(int process, int signal);
}
