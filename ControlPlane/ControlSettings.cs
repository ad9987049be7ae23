using ActorMesh.ControlPlane.Authority;
using ActorMesh.Runtime.Membership;
using Akka.Actor;
using Akka.Configuration;

namespace ActorMesh.ControlPlane;

/// <summary>What a control node runs with.</summary>
public sealed record ControlSettings(MemberSettings Member, JournalSettings Journal)
{
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Called once, before this node can lead: starts what every control node has, and gives <see cref="AuthoritySettings.Publisher"/>.</summary>
    public Func<ActorSystem, Func<IActorRef, Props>>? Publisher { get; init; }

    public AuthorityTimings Timings { get; init; } = AuthorityTimings.Default;

    /// <summary>Akka's settings for what else runs in this node; they go before ours.</summary>
    public Config More { get; init; } = Config.Empty;
}
