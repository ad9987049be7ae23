namespace ActorMesh.DataPlane.Identity;

/// <summary>The file that a token comes in. It blocks on the disk.</summary>
internal sealed class TokenFile(string path)
{
    private const int BytesMax = 4096;

    public string Path => path;

    /// <returns>Null while it is not there, or empty: whoever writes it may not have got to it.</returns>
    /// <exception cref="InvalidDataException">It holds no token.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public JoinToken? Read()
    {
        try
        {
            if (!File.Exists(path)) return null;
            if (new FileInfo(path).Length > BytesMax) throw new InvalidDataException($"{path} is no token: it is longer than {BytesMax} bytes");
            var text = File.ReadAllText(path);
            return string.IsNullOrWhiteSpace(text) ? null : JoinToken.Parse(text);
        }
        catch (InvalidDataException e) when (!e.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>It is of no use any more. Where it may not be deleted, as a mounted secret, it stays.</summary>
    public void Delete()
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nobody is let in by it twice.
        }
    }
}
