namespace ActorMesh.Cli.Sidecars;

/// <summary>An Envoy bootstrap, YAML or JSON, that a sidecar runs as it stands.</summary>
/// <param name="lenient">Fields that are not run become warnings, but for those that secure or narrow.</param>
/// <param name="stateFolder">Where what a control plane sends is kept; null for the usual place.</param>
internal sealed class EnvoyFile(string path, bool lenient, string? stateFolder = null) : IConfigurationSource
{
    public string Path => path;

    public IReadOnlyList<string> Files { get; } = [path];

    public ConfigurationReading Read()
    {
        try
        {
            return ConfigurationReader.Read(File.ReadAllText(path), path, lenient, stateFolder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
