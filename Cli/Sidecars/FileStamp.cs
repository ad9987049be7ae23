namespace ActorMesh.Cli.Sidecars;

/// <summary>What tells at a glance that a file may have changed.</summary>
/// <param name="Target">Where the path leads: links count, since a mounted ConfigMap changes by turning one.</param>
internal readonly record struct FileStamp(string Target, DateTime ModifiedAt, long Bytes)
{
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
