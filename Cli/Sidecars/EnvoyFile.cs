namespace ActorMesh.Cli.Sidecars;

/// <summary>An Envoy bootstrap, YAML or JSON, that a sidecar runs as it stands.</summary>
/// <param name="lenient">Fields that are not run become warnings, but for those that secure or narrow.</param>
internal sealed class EnvoyFile(string path, bool lenient) : IConfigurationSource
{
    public string Path => path;

    public IReadOnlyList<string> Files { get; } = [path];

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
