using ActorMesh.Runtime.Identity;
using Akka.Actor.Setup;

namespace ActorMesh.Runtime.Membership;

/// <summary>Who is to hear of those whom Akka turned away at a member's port.</summary>
public sealed class MemberLogSetup(RefusedPeers refused) : Setup
{
    public RefusedPeers Refused => refused;
}
