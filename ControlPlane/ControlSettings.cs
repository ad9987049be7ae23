using ActorMesh.ControlPlane.Authority;
using ActorMesh.Runtime.Membership;
using Akka.Configuration;

namespace ActorMesh.ControlPlane;

/// <summary>What a control node runs with.</summary>
public sealed record ControlSettings(MemberSettings Member, JournalSettings Journal)
{
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public AuthorityTimings Timings { get; init; } = AuthorityTimings.Default;

    /// <summary>Akka's settings for what else runs in this node; they go before ours.</summary>
    public Config More { get; init; } = Config.Empty;
}
