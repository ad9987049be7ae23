using Akka.Actor;
using Akka.Cluster;

namespace ActorMesh.Runtime.Membership;

/// <summary>The same actor on all members of a role.</summary>
public static class Counterparts
{
    /// <param name="actor">Stands at the top of each.</param>
    /// <returns>By host:port; null for a member that cannot be reached.</returns>
    public static IReadOnlyList<(string Name, ICanTell? Actor)> Of(ActorSystem system, string role, string actor)
    {
        var state = Akka.Cluster.Cluster.Get(system).State;
        return
        [
            .. state.Members.Where(member => member.HasRole(role) && member.Status is MemberStatus.Up or MemberStatus.Leaving).Select(member => (
                $"{member.Address.Host}:{member.Address.Port}",
                state.Unreachable.Contains(member) ? null : (ICanTell)system.ActorSelection(new RootActorPath(member.Address) / "user" / actor))),
        ];
    }
}
