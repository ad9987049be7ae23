namespace ActorMesh.Cli.Children;

/// <summary>What a child says, in a file. When it is full it becomes <c>NAME.log.1</c>, and a new one is begun.</summary>
/// <param name="path">Appended to.</param>
/// <param name="bytesMax">Of each of the two files, but for the last piece.</param>
internal sealed class LogFile(string path, long bytesMax = 8 * 1024 * 1024) : IDisposable
{
    private readonly Lock _lock = new();
    private FileStream? _file = Open(path);

    public string Path => path;

    /// <summary>Writes it out at once, so that the file can be followed. After <see cref="Dispose"/> nothing happens.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (_file is null) return;
            if (_file.Position >= bytesMax) TurnOver(_file);
            _file.Write(bytes);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _file?.Dispose();
            _file = null;
        }
    }

    private void TurnOver(FileStream full)
    {
        full.Dispose();
        File.Move(path, $"{path}.1", overwrite: true);
        _file = Open(path);
    }

    private static FileStream Open(string path) => new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
}
