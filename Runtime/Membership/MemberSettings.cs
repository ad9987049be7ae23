namespace ActorMesh.Runtime.Membership;

/// <summary>How a node is a member of the cluster.</summary>
/// <param name="Address">How the others reach it.</param>
/// <param name="Seeds">
/// Control nodes to join by. A control node that lists itself first may found the cluster; all control nodes list the same ones in the same order.
/// Empty: it founds one of its own.
/// </param>
/// <param name="Roles">Of <see cref="MemberRole"/>.</param>
public sealed record MemberSettings(MemberAddress Address, IReadOnlyList<MemberAddress> Seeds, IReadOnlyList<string> Roles)
{
    /// <summary>Control nodes beyond it slow each other down and make nothing safer.</summary>
    public const int ControlNodesMax = 7;

    /// <summary>The address that it listens on, when that is not the one that others reach it by.</summary>
    public string? BindHost { get; init; }

    /// <summary>Null: whoever reaches it is believed to be a member.</summary>
    public MemberTls? Tls { get; init; }

    public MemberTimings Timings { get; init; } = MemberTimings.Default;

    public bool IsControl => Roles.Contains(MemberRole.Control, StringComparer.Ordinal);

    /// <exception cref="MemberException">Such a cluster would not survive what it is there to survive.</exception>
    public void Check()
    {
        var seeds = Seeds.Distinct().ToList();
        if (seeds.Find(seed => seed.Port == 0) is { } portless) throw new MemberException($"the seed {portless} has no port; write the port that the control node listens on");
        if (!IsControl)
        {
            if (seeds.Count == 0) throw new MemberException("a sidecar joins a cluster by a control node, and none is named; name at least one as host:port");
            return;
        }

        if (seeds.Count == 2)
            throw new MemberException($"two control nodes ({seeds[0]}, {seeds[1]}) are less safe than one: neither can tell a dead other from a cut cable; name one, three or five");
        if (seeds.Count > ControlNodesMax) throw new MemberException($"{seeds.Count} control nodes are named, {ControlNodesMax} are the most; three or five are right");
    }
}
