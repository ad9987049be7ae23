using ActorMesh.Runtime.Membership;

namespace ActorMesh.Cli.Sidecars.Joining;

/// <summary>Which cluster a sidecar is a member of, and as whom.</summary>
/// <param name="Seeds">Control nodes to join by.</param>
internal sealed record JoinOptions(IReadOnlyList<MemberAddress> Seeds, SidecarIdentity Self)
{
    /// <summary>How the other members reach it; null for the address that leads to the seeds.</summary>
    public MemberAddress? Address { get; init; }

    public MemberTimings Timings { get; init; } = MemberTimings.Default;

    /// <exception cref="MemberException">No address leads to the seeds.</exception>
    public MemberSettings Member() => new(Address ?? new MemberAddress(LocalAddress.Towards(Seeds[0]), 0), Seeds, [MemberRole.Sidecar]) { Timings = Timings };
}
