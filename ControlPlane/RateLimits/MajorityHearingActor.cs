using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Membership;
using ActorMesh.Runtime.Time;
using Akka.Actor;
using Akka.Cluster;
using ClusterExtension = Akka.Cluster.Cluster;

namespace ActorMesh.ControlPlane.RateLimits;

/// <summary>
/// Keeps the <see cref="GrantPermit"/> of this node: asks all other control nodes whether they still count it among those they reach, and answers
/// them the same. Coordinators are only replaced after the others have ceased to. Also sees to it that there are coordinators before they are needed.
/// </summary>
internal sealed class MajorityHearingActor : UntypedActor, IWithTimers
{
    public const string Name = "rate-limit-hearing";

    private static readonly TimeSpan WakeEvery = TimeSpan.FromSeconds(1);

    private readonly RateLimitContext _context;
    private readonly IActorRef _region;
    private readonly ClusterExtension _cluster = ClusterExtension.Get(Context.System);
    private readonly MajorityHearing _hearing = new();

    public MajorityHearingActor(RateLimitContext context, IActorRef region) => (_context, _region) = (context, region);

    public ITimerScheduler Timers { get; set; } = null!; // Set by Akka before the first message.

    public static Props Props(RateLimitContext context, IActorRef region) => Akka.Actor.Props.Create(() => new MajorityHearingActor(context, region));

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("ask", Due.Ask, TimeSpan.Zero, _context.Times.HearingInterval);
        Timers.StartPeriodicTimer("wake", Due.Wake, TimeSpan.Zero, WakeEvery);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Due.Ask:
                AskOthers();
                break;
            case Due.Wake when IsUp:
                for (var slot = 0; slot < CoordinatorSlots.Count; slot++) _region.Tell(new WakeCoordinator { Slot = slot });
                break;
            case HearMember ask when Reaches(Sender.Path.Address):
                Sender.Tell(new HeardMember { Number = ask.Number });
                break;
            case HeardMember heard:
                _hearing.Answered(Sender.Path.Address.ToString(), heard.Number);
                Renew();
                break;
            case Due or HearMember:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private enum Due
    {
        Ask,
        Wake,
    }

    private bool IsUp => _cluster.SelfMember.Status == MemberStatus.Up;

    private void AskOthers()
    {
        var others = _cluster.State.Members
            .Where(member => member.HasRole(MemberRole.Control) && member.Status != MemberStatus.Down && member.UniqueAddress != _cluster.SelfUniqueAddress)
            .Select(member => member.Address).ToList();
        _hearing.Members(others.Select(address => address.ToString()).ToHashSet(StringComparer.Ordinal));
        var number = _hearing.Ask(_context.Clock.Now, _context.Times.Hearing);
        foreach (var address in others) Context.ActorSelection(new RootActorPath(address) / "user" / Name).Tell(new HearMember { Number = number });
        Renew();
    }

    private void Renew()
    {
        if (IsUp && _hearing.Heard(_context.Clock.Now) is { } heard) _context.Permit.Renew(heard);
    }

    /// <summary>Not one that this node is about to give up.</summary>
    private bool Reaches(Address address)
    {
        var state = _cluster.State;
        return state.Members.Any(member => member.Address == address && member.Status is not (MemberStatus.Down or MemberStatus.Removed))
            && state.Unreachable.All(member => member.Address != address);
    }
}
