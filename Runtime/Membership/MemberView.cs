using Akka.Actor;
using Akka.Cluster;

namespace ActorMesh.Runtime.Membership;

/// <summary>A member as this node sees it.</summary>
/// <param name="Status">Of its life in the cluster: joining, weakly up, up, leaving, exiting, down.</param>
/// <param name="IsReachable">False when it has been silent for too long.</param>
/// <param name="IsSelf">It is this node.</param>
public sealed record MemberView(MemberAddress Address, IReadOnlyList<string> Roles, string Status, bool IsReachable, bool IsSelf)
{
    /// <summary>The oldest first.</summary>
    public static IReadOnlyList<MemberView> Of(ActorSystem system)
    {
        var cluster = Akka.Cluster.Cluster.Get(system);
        var state = cluster.State;
        return
        [
            .. state.Members.OrderBy(member => member, Comparer<Member>.Create(ByAge)).Select(member => new MemberView(
                new MemberAddress(member.Address.Host, member.Address.Port ?? 0),
                [.. member.Roles.Order(StringComparer.Ordinal)],
                Word(member.Status),
                !state.Unreachable.Contains(member),
                member.UniqueAddress.Equals(cluster.SelfUniqueAddress))),
        ];
    }

    /// <summary>This node is up and sees most of the members with <paramref name="role"/>: what it does will stand.</summary>
    public static bool HasMajority(IReadOnlyList<MemberView> members, string role)
    {
        var peers = members.Where(member => member.Roles.Contains(role, StringComparer.Ordinal)).ToList();
        return peers.Exists(peer => peer is { IsSelf: true, Status: "up" }) && 2 * peers.Count(peer => peer.IsReachable) > peers.Count;
    }

    private static int ByAge(Member left, Member right) => left.Equals(right) ? 0 : left.IsOlderThan(right) ? -1 : 1;

    private static string Word(MemberStatus status) => status switch
    {
        MemberStatus.Joining => "joining",
        MemberStatus.WeaklyUp => "weakly up",
        MemberStatus.Up => "up",
        MemberStatus.Leaving => "leaving",
        MemberStatus.Exiting => "exiting",
        MemberStatus.Down => "down",
        _ => "removed",
    };
}
