using System.Diagnostics;

namespace ActorMesh.Cli.Sidecars;

/// <summary>Time since the system started this process, so that a start-up time includes the runtime's own.</summary>
internal static class ProcessAge
{
    public static TimeSpan Of(TimeProvider clock)
    {
        using var process = Process.GetCurrentProcess();
        return clock.GetUtcNow().UtcDateTime - process.StartTime.ToUniversalTime();
    }
}
