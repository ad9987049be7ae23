using System.Globalization;

namespace ActorMesh.Tests.EndToEnd.Mesh;

/// <summary>What the system says of processes (proc_pid_stat(5), proc_pid_cmdline(5)).</summary>
internal static class ProcessTable
{
    /// <summary>Whether it is there and more than an entry that nobody has collected yet.</summary>
    public static bool Runs(int process) => Stat(process) is [var state, ..] && state != "Z";

    public static IReadOnlyList<(int Id, string Command)> ChildrenOf(int parent) =>
    [
        .. from folder in Directory.EnumerateDirectories("/proc")
           where int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out _)
           let id = int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture)
           where Stat(id) is [not "Z", var itsParent, ..] && itsParent == parent.ToString(CultureInfo.InvariantCulture)
           select (id, Command(id)),
    ];

    /// <summary>Those and what they have started in turn.</summary>
    public static IReadOnlyList<int> DescendantsOf(int parent) => [.. ChildrenOf(parent).SelectMany(child => DescendantsOf(child.Id).Prepend(child.Id))];

    /// <summary>The fields from the state on; the name before it may hold anything.</summary>
    private static string[]? Stat(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string Command(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Replace('\0', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }
}
