namespace ActorMesh.Cli.Sidecars;

/// <summary>The Envoy bootstrap file that a sidecar runs from.</summary>
internal sealed class ConfigurationFile(string path, bool lenient)
{
    public string Path => path;

    /// <exception cref="IOException">The file cannot be read; the message names it.</exception>
    public ConfigurationReading Read()
    {
        try
        {
            return ConfigurationReader.Read(File.ReadAllText(path), path, lenient);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
