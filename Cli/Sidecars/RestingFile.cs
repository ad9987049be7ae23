namespace ActorMesh.Cli.Sidecars;

/// <summary>
/// Decides when a file that changes has come to rest: when two looks in a row find the same. A file caught half written could be valid
/// and lack half its listeners.
/// </summary>
/// <param name="known">The content that is in use.</param>
internal sealed class RestingFile(FileStamp? known)
{
    private FileStamp? _known = known;
    private FileStamp? _last = known;

    /// <param name="now">Null while there is no file, as in the moment of a rename.</param>
    /// <returns>True, once per change, when the file should be read.</returns>
    public bool Look(FileStamp? now)
    {
        var rests = now is not null && now == _last;
        _last = now;
        if (!rests || now == _known) return false;
        _known = now;
        return true;
    }
}
