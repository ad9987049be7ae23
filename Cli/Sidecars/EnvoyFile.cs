namespace ActorMesh.Cli.Sidecars;

/// <summary>An Envoy bootstrap, YAML or JSON, that a sidecar runs as it stands.</summary>
/// <param name="lenient">Fields that are not run become warnings, but for those that secure or narrow.</param>
/// <param name="identityFolder">Where the identity of the workload lies; null where there is none.</param>
/// <param name="stateFolder">Where what a control plane sends is kept; null for the usual place.</param>
internal sealed class EnvoyFile(string path, bool lenient, string? stateFolder = null, string? identityFolder = null) : IConfigurationSource
{
    public string Path => path;

    public IReadOnlyList<string> Files { get; } = [path];

    public ConfigurationReading Read()
    {
        try
        {
            return ConfigurationReader.Read(File.ReadAllText(path), path, lenient, stateFolder) with
            {
                Identify = identityFolder is null ? null : (sidecar, report) => sidecar.Identify(identityFolder, report),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
