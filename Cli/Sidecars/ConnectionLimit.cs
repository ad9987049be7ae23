using System.Globalization;

namespace ActorMesh.Cli.Sidecars;

/// <summary>How many client connections a listener holds unless told otherwise: 10,000, or what the file descriptors allow.</summary>
/// <remarks>Each client connection may need one more to an upstream, and something must be left for files and the admin API.</remarks>
internal static class ConnectionLimit
{
    private const int Most = 10_000, Least = 16, KeptBack = 256;

    public static int OfProcess() => File.Exists("/proc/self/limits") ? Of(File.ReadLines("/proc/self/limits")) : Most;

    /// <param name="limits">Lines as in /proc/PID/limits (proc_pid_limits(5)).</param>
    internal static int Of(IEnumerable<string> limits)
    {
        const string Name = "Max open files";
        var line = limits.FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal));
        var soft = line?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var files)
            ? (int)Math.Clamp(files / 2 - KeptBack, Least, Most)
            : Most;
    }
}
