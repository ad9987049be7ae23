using System.Globalization;
using ActorMesh.Runtime.Contracts;

namespace ActorMesh.Cli.Sidecars;

/// <summary>A state folder is one sidecar's alone: another would take what this one runs for its own. The system lets go of it when the process ends.</summary>
internal sealed class StateLock : IDisposable
{
    private readonly FileStream _file;

    private StateLock(FileStream file) => _file = file;

    /// <param name="folder">Null for none.</param>
    /// <returns>Null where there is nothing to lock, or the disk does not allow it: whatever is to be kept there says so.</returns>
    /// <exception cref="IOException">Another process has it.</exception>
    public static StateLock? Take(string? folder)
    {
        if (folder is null) return null;
        var path = Path.Combine(folder, "lock");
        try
        {
            OwnerFolder.Make(folder);
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            Sign(folder);
            return new StateLock(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (IsHeld(path)) throw new IOException($"the state folder {folder} is in use by process {Holder(folder)}; name another one for this sidecar: --state DIR", e);
            return null;
        }
    }

    public void Dispose() => _file.Dispose();

    // A file that is locked cannot be read by others: who has it stands beside it.
    private static void Sign(string folder)
    {
        try
        {
            File.WriteAllText(Path.Combine(folder, "pid"), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            // A full disk: the lock holds without a name on it.
        }
    }

    private static bool IsHeld(string path)
    {
        try
        {
            if (File.Exists(path)) new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read).Dispose();
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static string Holder(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "pid"));
        }
        catch (IOException)
        {
            return "(unknown)";
        }
    }
}
