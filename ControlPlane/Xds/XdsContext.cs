using ActorMesh.ControlPlane.Resources;
using Akka.Actor;

namespace ActorMesh.ControlPlane.Xds;

/// <summary>What all streams of a node share.</summary>
/// <param name="Fleet">Is told <see cref="ActorMesh.ControlPlane.Fleet.FleetMessage"/>s.</param>
/// <param name="Random">Used by one actor.</param>
public sealed record XdsContext(ResourceFeed Feed, IActorRef Fleet, XdsSettings Settings, TimeProvider Clock, Random Random)
{
    public XdsCounters Counters { get; } = new();

    /// <summary>Writes down who asked for a secret that is not its to have. Called from any thread; must not block.</summary>
    public Action<ForeignSecretAsk> Audit { get; init; } = static _ => { };
}
