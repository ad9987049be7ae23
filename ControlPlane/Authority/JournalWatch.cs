using ActorMesh.Runtime.Boot;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>
/// Notices that the journal's file is gone, or another one: whoever has it open goes on writing to what nobody will read again. Any thread.
/// </summary>
/// <param name="path">As it is now.</param>
/// <remarks>On Linux; elsewhere a file that is open can be told apart by nothing.</remarks>
internal sealed class JournalWatch(string path)
{
    private const string Help = "put it back; when only a copy is left, put that there and start the control node again";

    private readonly FileStatus? _opened = OperatingSystem.IsLinux() ? FileStatus.Of(path) : null;

    /// <returns>Null when it is the one that was there first.</returns>
    public string? Problem()
    {
        if (_opened is not { } opened) return null;
        try
        {
            var there = FileStatus.Of(path);
            return there.Number == opened.Number && there.Device == opened.Device ? null : $"{path} is another file than the one that was opened; {Help}";
        }
        catch (FileNotFoundException)
        {
            return $"{path} is gone; {Help}";
        }
        catch (IOException)
        {
            return null; // What reads and writes it says more.
        }
    }
}
