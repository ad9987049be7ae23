using System.Globalization;

namespace ActorMesh.Runtime.Boot;

/// <summary>How many files and sockets this process may have open.</summary>
public static class FileDescriptors
{
    private const string Limits = "/proc/self/limits";

    /// <summary>The limit (RLIMIT_NOFILE) as it was at the start; null where there is none or the system does not say.</summary>
    public static long? Max { get; } = File.Exists(Limits) ? MaxOf(File.ReadLines(Limits)) : null;

    /// <param name="limits">Lines as in /proc/PID/limits (proc_pid_limits(5)).</param>
    public static long? MaxOf(IEnumerable<string> limits)
    {
        const string Name = "Max open files";
        var line = limits.FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal));
        var soft = line?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var max) ? max : null;
    }
}
