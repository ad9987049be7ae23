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
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var fresh = $"{path}.new";
        Lay(fresh, bytes);
        File.Move(fresh, path, overwrite: true);
        Flush(path);
    }

    /// <summary>Blocks until it is on the disk. A file that is there stays as it is, also when two begin at once.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void WriteNew(string path, string text)
    {
        var fresh = $"{path}.{Guid.NewGuid():N}.new";
        Lay(fresh, System.Text.Encoding.UTF8.GetBytes(text));
        try
        {
            FreeName.Take(path, fresh);
        }
        finally
        {
            File.Delete(fresh);
        }
        Flush(path);
    }

    private static void Lay(string fresh, ReadOnlySpan<byte> bytes)
    {
        OwnerFolder.Make(Folder(fresh));
        // Whatever lies there was left by a crash, and its rights with it.
        File.Delete(fresh);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using var stream = new FileStream(fresh, options);
        stream.Write(bytes);
        stream.Flush(flushToDisk: true);
    }

    private static void Flush(string path) => DirectoryFlush.Of(Folder(path));

    private static string Folder(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;
}
