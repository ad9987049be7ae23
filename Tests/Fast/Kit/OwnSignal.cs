using System.Runtime.InteropServices;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>Sends a signal to this very process, which survives it whatever is being tested does.</summary>
internal sealed class OwnSignal(int number, PosixSignal signal) : IDisposable
{
    private readonly PosixSignalRegistration _shield = PosixSignalRegistration.Create(signal, context => context.Cancel = true);

    public static OwnSignal HangUp() => new(1, PosixSignal.SIGHUP);

    public static OwnSignal Interrupt() => new(2, PosixSignal.SIGINT);

    public static OwnSignal Terminate() => new(15, PosixSignal.SIGTERM);

    public void Dispose() => _shield.Dispose();

    public void Send()
    {
        if (SendTo(Environment.ProcessId, number) != 0) throw new InvalidOperationException($"{signal}: errno {Marshal.GetLastPInvokeError()}.");
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendTo(int processId, int signal);
}
