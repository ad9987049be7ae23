namespace ActorMesh.Runtime.Contracts;

/// <summary>A file that only its owner may read, from the moment on that it is there. It is replaced whole or not at all.</summary>
public static class OwnerFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Blocks. Makes its folder, for its owner only, where there is none.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="Write(string, string)"/>
    public static void Write(string path, ReadOnlySpan<byte> bytes) => Write($"{path}.new", path, bytes, overwrite: true);

    /// <summary>Blocks until it is on the disk. A file that is there stays as it is, also when two begin at once.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void WriteNew(string path, string text)
    {
        var fresh = $"{path}.{Guid.NewGuid():N}.new";
        try
        {
            Write(fresh, path, System.Text.Encoding.UTF8.GetBytes(text), overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(fresh);
        }
    }

    private static void Write(string fresh, string path, ReadOnlySpan<byte> bytes, bool overwrite)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        OwnerFolder.Make(folder);
        // Whatever lies there was left by a crash, and its rights with it.
        File.Delete(fresh);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var stream = new FileStream(fresh, options))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }
        File.Move(fresh, path, overwrite);
        DirectoryFlush.Of(folder);
    }
}
