using ActorMesh.Runtime.Membership;

namespace ActorMesh.Cli.Sidecars.Joining;

/// <summary>Which cluster a sidecar is a member of, and as whom.</summary>
/// <param name="Seeds">Control nodes to join by.</param>
internal sealed record JoinOptions(IReadOnlyList<MemberAddress> Seeds, SidecarIdentity Self)
{
    /// <summary>How the other members reach it; null for the address that leads to the seeds.</summary>
    public MemberAddress? Address { get; init; }

    /// <summary>Where control nodes issue identities: HOST:PORT each.</summary>
    public IReadOnlyList<string> Issuers { get; init; } = [];

    /// <summary>The file with the token that lets it in as a member; null where there is none.</summary>
    public string? MemberTokenFile { get; init; }

    public MemberTimings Timings { get; init; } = MemberTimings.Default;

    /// <param name="tls">Null: nobody proves who they are.</param>
    /// <exception cref="MemberException">No address leads to the seeds.</exception>
    public MemberSettings Member(MemberTls? tls) => new(Address ?? new MemberAddress(LocalAddress.Towards(Seeds[0]), 0), Seeds, [MemberRole.Sidecar]) { Timings = Timings, Tls = tls };
}
