using System.Runtime.InteropServices;

namespace ActorMesh.Tests.EndToEnd.Rig.Processes;

/// <summary>Sends POSIX signals, to processes that the tests started themselves.</summary>
internal static class Signal
{
    public const int Hangup = 1;
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <exception cref="InvalidOperationException">The process is gone.</exception>
    public static void Send(int processId, int signal)
    {
        if (SendTo(processId, signal) != 0)
            throw new InvalidOperationException($"Signal {signal} did not reach process {processId}: errno {Marshal.GetLastPInvokeError()}.");
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendTo(int processId, int signal);
}
