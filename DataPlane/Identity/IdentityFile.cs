using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Control;
using Google.Protobuf;

namespace ActorMesh.DataPlane.Identity;

/// <summary>
/// Keeps the identity on the disk, with its key, so that a sidecar starts again without a control plane. Only its owner may read it, and what
/// others may read is not used. It blocks on the disk.
/// </summary>
internal sealed class IdentityFile(string folder)
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>More than an identity has.</summary>
    private const int TrialBytes = 32 * 1024;

    private readonly LastGoodFile _file = new(Path.Combine(folder, "identity.good"), "workload-identity");

    /// <returns>Null when there is none.</returns>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="IOException">It cannot be read, or others may read it.</exception>
    public WorkloadSvid? Read()
    {
        if (!File.Exists(_file.Path)) return null;
        Check();
        return _file.Read(KeptIdentity.Parser) is { } kept ? WorkloadSvid.Read(kept.Message) : null;
    }

    /// <exception cref="IOException">It cannot be written, or others could read it.</exception>
    public void Write(KeptIdentity identity)
    {
        Try();
        _file.Write(new LastGoodEntry(0, 0, identity.ToByteArray()));
    }

    /// <summary>Finds out whether one could be kept.</summary>
    /// <exception cref="IOException">It could not be written, or others could read it.</exception>
    public void Try()
    {
        try
        {
            OwnerFolder.Make(folder);
            Check();
            using var trial = new FileStream(Path.Combine(folder, "identity.trial"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            trial.Write(new byte[TrialBytes]);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{folder} cannot be used: {e.Message}", e);
        }
    }

    /// <exception cref="IOException">Others may use it.</exception>
    public static void CheckOwned(string path)
    {
        if (!OperatingSystem.IsWindows() && Path.Exists(path) && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
            throw new IOException($"{path} is open to others, and a private key lies there: chmod go-rwx {path}");
    }

    private void Check()
    {
        CheckOwned(folder);
        CheckOwned(_file.Path);
    }
}
