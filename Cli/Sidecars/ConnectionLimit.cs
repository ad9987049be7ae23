namespace ActorMesh.Cli.Sidecars;

/// <summary>How many client connections a sidecar holds unless told otherwise: 10,000, or what the file descriptors allow.</summary>
/// <remarks>Each client connection may need one more to an upstream, and something must be left for files and the admin API.</remarks>
internal static class ConnectionLimit
{
    private const int Most = 10_000, Least = 16, KeptBack = 256;

    /// <param name="descriptors">File descriptors that the process may have open; null for no limit.</param>
    public static int Of(long? descriptors) => descriptors is { } max ? (int)Math.Clamp(max / 2 - KeptBack, Least, Most) : Most;
}
