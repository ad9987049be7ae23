using ActorMesh.ControlPlane.Registry;

namespace ActorMesh.ControlPlane.Xds;

/// <summary>What an xDS server of a node keeps to.</summary>
/// <param name="Node">This control node's name, as clients see it.</param>
public sealed record XdsSettings(string Node)
{
    /// <summary>Open streams.</summary>
    public int StreamsMax { get; init; } = 10_000;

    /// <summary>Open streams of whoever shows one certificate. A sidecar has one or two.</summary>
    public int StreamsPerCertificateMax { get; init; } = 64;

    /// <summary>Open streams of one SPIFFE id, which all replicas of a service have.</summary>
    public int StreamsPerIdentityMax { get; init; } = 5_000;

    /// <summary>New streams a second: more are asked to come back later. After a restart everybody comes at once.</summary>
    public int OpensPerSecond { get; init; } = RegistrySettings.Default.ReturnsPerSecond;

    /// <summary>How long one answer may take to be written; a client that reads slower loses its stream.</summary>
    public TimeSpan WriteLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Writes down who asked for a secret that is not its to have. Called from any thread; must not block.</summary>
    public Action<ForeignSecretAsk> Audit { get; init; } = static _ => { };

    /// <summary>When the node goes away, its streams end one by one: as fast as the others let them in, and all within this time.</summary>
    public TimeSpan DrainOver { get; init; } = TimeSpan.FromSeconds(5);
}
