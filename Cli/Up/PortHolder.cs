using System.Globalization;

namespace ActorMesh.Cli.Up;

/// <summary>Finds the process that listens on a port. Only Linux tells, and only of one's own processes.</summary>
/// <remarks>Source: proc_net(5) for the tables of sockets, proc_pid_fd(5) for the links to them.</remarks>
internal static class PortHolder
{
    private const string Listening = "0A";

    /// <returns><c>process 4711 (nginx)</c>, or null.</returns>
    public static string? Find(int port)
    {
        if (!OperatingSystem.IsLinux()) return null;
        var sockets = Sockets("/proc/net/tcp", port).Concat(Sockets("/proc/net/tcp6", port)).Select(inode => $"socket:[{inode}]").ToHashSet(StringComparer.Ordinal);
        if (sockets.Count == 0) return null;
        var folder = Directory.EnumerateDirectories("/proc").FirstOrDefault(process => char.IsAsciiDigit(process[^1]) && Holds(process, sockets));
        return folder is null ? null : $"process {Path.GetFileName(folder)} ({Name(folder)})";
    }

    /// <param name="table">Lines as in /proc/net/tcp, with a heading.</param>
    internal static IEnumerable<string> InodesOf(IEnumerable<string> table, int port)
    {
        var wanted = string.Create(CultureInfo.InvariantCulture, $":{port:X4}");
        return table.Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 9 && fields[1].EndsWith(wanted, StringComparison.Ordinal) && fields[3] == Listening)
            .Select(fields => fields[9]);
    }

    private static IEnumerable<string> Sockets(string table, int port) => File.Exists(table) ? InodesOf(File.ReadLines(table), port) : [];

    private static bool Holds(string process, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFiles(Path.Combine(process, "fd")).Any(file => new FileInfo(file).LinkTarget is { } target && sockets.Contains(target));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // Another user's, or gone meanwhile.
        }
    }

    private static string Name(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "comm")).Trim();
        }
        catch (IOException)
        {
            return "gone meanwhile";
        }
    }
}
