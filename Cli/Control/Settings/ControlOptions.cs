using System.Net;
using ActorMesh.ControlPlane.Identity.Sealing;

namespace ActorMesh.Cli.Control.Settings;

/// <summary>What <c>actormesh control</c> was asked to do.</summary>
/// <param name="Name">Of this node; it stands in every answer of discovery.</param>
/// <param name="ClusterHost">What the cluster's port is bound to.</param>
/// <param name="ClusterPort">0 for any that is free.</param>
/// <param name="Advertise">How other members reach this one; null for <paramref name="ClusterHost"/>.</param>
/// <param name="Join">Members to join, as host:port; empty to begin a cluster of its own.</param>
/// <param name="Journal">Path of an SQLite file, or a <c>postgres://</c> address.</param>
/// <param name="Mesh">Applied when nothing was ever applied; null for none.</param>
/// <param name="LocalOffset">All workloads are on this machine, with so much added to each port; null where each has a network of its own.</param>
/// <param name="State">Folder for what a restart needs.</param>
internal sealed record ControlOptions(
    string Name,
    string ClusterHost,
    int ClusterPort,
    string? Advertise,
    IReadOnlyList<string> Join,
    IPEndPoint Xds,
    IPEndPoint Api,
    string Journal,
    string? Mesh,
    int? LocalOffset,
    string State)
{
    /// <summary>Another process holds the other end of standard input, and it ends with that.</summary>
    public bool IsLookedAfter { get; init; }

    /// <summary>Nobody proves who they are, and everything is plain: on loopback only.</summary>
    public bool IsInsecure { get; init; }

    /// <summary>Where the key is that the mesh's root is sealed by.</summary>
    public required SealingSource Sealing { get; init; }

    /// <summary>Addresses that other machines can reach.</summary>
    public IEnumerable<string> BeyondLoopback()
    {
        if (!IsLoopback(ClusterHost)) yield return $"--cluster {ClusterHost}";
        if (!IPAddress.IsLoopback(Xds.Address)) yield return $"--xds {Xds}";
        if (!IPAddress.IsLoopback(Api.Address)) yield return $"--api {Api}";
    }

    private static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
