namespace ActorMesh.Cli.Sidecars;

/// <summary>Where a sidecar's configuration comes from. It may be read again and again.</summary>
internal interface IConfigurationSource
{
    /// <summary>As the user named it.</summary>
    string Path { get; }

    /// <summary>All files that the last reading drew on, <see cref="Path"/> among them: a change to one of them is a reason to read again.</summary>
    IReadOnlyList<string> Files { get; }

    /// <exception cref="IOException">A file cannot be read; the message names it.</exception>
    ConfigurationReading Read();
}
