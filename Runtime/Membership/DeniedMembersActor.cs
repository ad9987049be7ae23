using Akka.Actor;
using Akka.Cluster;
using Akka.Event;

namespace ActorMesh.Runtime.Membership;

/// <summary>
/// Has the cluster give up all members that are no control nodes, while the identity that these share is denied. With that the links that they have end, and
/// handshakes let none of them make others.
/// </summary>
/// <param name="isDenied">Looked at whenever members change, and on <see cref="Look"/>.</param>
public sealed class DeniedMembersActor(Func<bool> isDenied) : UntypedActor
{
    private readonly Akka.Cluster.Cluster _cluster = Akka.Cluster.Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();

    /// <summary>Others are denied than before.</summary>
    public sealed record Look;

    public static Props Props(Func<bool> isDenied) => Akka.Actor.Props.Create(() => new DeniedMembersActor(isDenied));

    protected override void PreStart() => _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        if (message is not (Look or ClusterEvent.IMemberEvent)) Unhandled(message);
        else if (isDenied())
            foreach (var member in _cluster.State.Members)
                if (!member.HasRole(MemberRole.Control) && member.Status is not (MemberStatus.Down or MemberStatus.Removed)) GiveUp(member);
    }

    private void GiveUp(Member member)
    {
        _log.Warning("{0}:{1} is taken out of the cluster: members that are no control nodes are denied in this mesh; actormesh cert denied says since when and why", member.Address.Host, member.Address.Port);
        _cluster.Down(member.Address);
    }
}
