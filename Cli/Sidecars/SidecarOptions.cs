namespace ActorMesh.Cli.Sidecars;

/// <summary>What <c>actormesh sidecar</c> was asked to do.</summary>
/// <param name="File">Envoy bootstrap, YAML or JSON.</param>
/// <param name="Lenient">Fields that are not run become warnings, but for those that secure or narrow.</param>
/// <param name="DrainLimit">How long requests under way may take to end, once the process is asked to.</param>
/// <param name="Seed">Seeds every random choice.</param>
/// <param name="ConnectionsMax">Client connections over all listeners.</param>
internal sealed record SidecarOptions(string File, bool Lenient, TimeSpan DrainLimit, ulong Seed, int ConnectionsMax)
{
    public static readonly TimeSpan DefaultDrainLimit = TimeSpan.FromSeconds(30);
}
