using System.Net;
using ActorMesh.Runtime.Membership;

namespace ActorMesh.Cli.Sidecars.Joining;

/// <summary>Which cluster a sidecar is a member of, and as whom.</summary>
/// <param name="Seeds">Control nodes to join by.</param>
/// <param name="Service">The service that it runs for.</param>
/// <param name="NodeId">Tells it from all others; the same after a restart.</param>
internal sealed record JoinOptions(IReadOnlyList<MemberAddress> Seeds, string Service, string NodeId)
{
    /// <summary>How the other members reach it; null for the address that leads to the seeds.</summary>
    public MemberAddress? Address { get; init; }

    public MemberTimings Timings { get; init; } = MemberTimings.Default;

    public IPEndPoint Admin { get; init; } = XdsOptions.AdminUsual;

    public string? Zone { get; init; }

    /// <summary>Where callers find the service that runs beside it; null: it is no endpoint.</summary>
    public IPEndPoint? Advertised { get; init; }

    /// <summary>1..128; its share among all endpoints of the service.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Where it keeps what it runs; null keeps nothing.</summary>
    public string? StateFolder { get; init; }

    /// <exception cref="MemberException">No address leads to the seeds.</exception>
    public MemberSettings Member() => new(Address ?? new MemberAddress(LocalAddress.Towards(Seeds[0]), 0), Seeds, [MemberRole.Sidecar]) { Timings = Timings };
}
