using System.Globalization;
using ActorMesh.DataPlane.Resilience.Limiting;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Runtime.Membership;
using Akka.Actor;

namespace ActorMesh.Cli.Sidecars.Joining;

/// <summary>Asks one control node for leases, any that is up, for as long as this actor lives.</summary>
internal sealed class MemberLeaseActor : UntypedActor
{
    private readonly LeaseEvents _events;
    private readonly int _choice;

    // Coordinators take it for a stream of its own: what an earlier one was granted is none of its business.
    private readonly string _stream = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    private ICanTell _desk = ActorRefs.Nobody;

    public MemberLeaseActor(LeaseEvents events, int choice) => (_events, _choice) = (events, choice);

    /// <param name="choice">Which control node is asked: any number, 0 or above.</param>
    public static Props Props(LeaseEvents events, int choice) => Akka.Actor.Props.Create(() => new MemberLeaseActor(events, choice));

    protected override void PreStart()
    {
        var nodes = MemberView.Of(Context.System)
            .Where(member => member is { IsReachable: true, Status: "up" } && member.Roles.Contains(MemberRole.Control, StringComparer.Ordinal)).ToArray();
        if (nodes.Length == 0) _events.Ended("no control node is up", false);
        else _desk = ClusterMember.Find(Context.System, nodes[_choice % nodes.Length].Address, LeaseDesk.Name);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case LeaseAsk ask:
                _desk.Tell(new CoordinatedAsk { Sidecar = _stream, Ask = ask }, Self);
                break;
            case CoordinatedAnswer { Answer: { } answer }:
                _events.Answered(answer);
                break;
            default:
                Unhandled(message);
                break;
        }
    }
}
