namespace ActorMesh.Runtime.Membership;

/// <summary>
/// How fast a cluster notices and acts. A crashed leader is replaced after about <see cref="PauseMax"/> + 2 × <see cref="StableAfter"/> + 1 s;
/// a member that is silent for longer than <see cref="PauseMax"/> counts as unreachable, whatever the cause.
/// </summary>
/// <param name="HeartbeatEvery">Between two signs of life.</param>
/// <param name="PauseMax">Silence that is forgiven.</param>
/// <param name="StableAfter">How long who is reachable must not change before the cut-off side is given up; and once more before its singletons start elsewhere.</param>
/// <param name="GossipEvery">Between two rounds in which members tell each other what they know.</param>
public sealed record MemberTimings(TimeSpan HeartbeatEvery, TimeSpan PauseMax, TimeSpan StableAfter, TimeSpan GossipEvery)
{
    public static MemberTimings Default { get; } = new(
        TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3), TimeSpan.FromMilliseconds(250));
}
