namespace ActorMesh.Cli.Beginning;

/// <summary>The smallest mesh file that runs, to begin with.</summary>
internal static class ShopFile
{
    public static string Text { get; } = Read();

    /// <param name="overwrite">Whether a file that is there may be replaced.</param>
    /// <exception cref="IOException">It is there, or cannot be written; the message names it.</exception>
    public static void Write(string path, bool overwrite)
    {
        try
        {
            using var stream = new FileStream(path, overwrite ? FileMode.Create : FileMode.CreateNew, FileAccess.Write);
            using var writer = new StreamWriter(stream);
            writer.Write(Text);
        }
        catch (IOException e) when (!overwrite && File.Exists(path))
        {
            throw new IOException($"{path} is there already and stays as it is; --force replaces it", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path} cannot be written: {e.Message}", e);
        }
    }

    private static string Read()
    {
        using var stream = typeof(ShopFile).Assembly.GetManifestResourceStream("shop.conf")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
