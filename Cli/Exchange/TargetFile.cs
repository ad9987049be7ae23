namespace ActorMesh.Cli.Exchange;

/// <summary>A file that a command writes: never over one that is there, unless it was told to.</summary>
internal sealed class TargetFile(string path, bool force)
{
    public string Path => path;

    /// <exception cref="IOException">It is there already, or cannot be written; the message says which.</exception>
    public void Write(string text)
    {
        try
        {
            using var stream = new FileStream(path, force ? FileMode.Create : FileMode.CreateNew, FileAccess.Write);
            using var writer = new StreamWriter(stream);
            writer.Write(text);
        }
        catch (IOException e) when (!force && File.Exists(path))
        {
            throw new IOException($"{path} is there already; --force replaces it", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{path} cannot be written: {e.Message}", e);
        }
    }
}
