namespace ActorMesh.Cli.Sidecars;

/// <summary>What tells at a glance that a file may have changed.</summary>
/// <param name="Target">Where the path leads: links count, since a mounted ConfigMap changes by turning one.</param>
internal readonly record struct FileStamp(string Target, DateTime ModifiedAt, long Bytes)
{
    /// <returns>Null when one of them is not there at present.</returns>
    public static FileStamp? Of(IReadOnlyList<string> paths)
    {
        var stamps = paths.Select(Of).ToList();
        if (stamps.Count == 1 || stamps.Contains(null)) return stamps.Contains(null) ? null : stamps[0];
        // What each of them is counts, not what they are together.
        var targets = string.Join('\n', stamps.Select(stamp => $"{stamp!.Value.Target} {stamp.Value.ModifiedAt.Ticks} {stamp.Value.Bytes}"));
        return new FileStamp(targets, stamps.Max(stamp => stamp!.Value.ModifiedAt), stamps.Sum(stamp => stamp!.Value.Bytes));
    }

    /// <returns>Null when there is no such file at present.</returns>
    public static FileStamp? Of(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target) file = target;
            return file.Exists ? new FileStamp(file.FullName, file.LastWriteTimeUtc, file.Length) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
