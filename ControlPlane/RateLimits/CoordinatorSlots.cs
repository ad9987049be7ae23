using System.Globalization;
using ActorMesh.Runtime.Contracts.Cluster;
using Akka.Cluster.Sharding;

namespace ActorMesh.ControlPlane.RateLimits;

/// <summary>
/// Which coordinator a message is for. Limits are spread over a fixed number of slots, each with one coordinator that lives on: so a limit that is
/// new needs no waiting, since its coordinator knows that nobody had it before.
/// </summary>
internal sealed class CoordinatorSlots : IMessageExtractor
{
    /// <summary>The same on all nodes, for ever: about ten for each control node.</summary>
    public const int Count = 32;

    public static readonly CoordinatorSlots Instance = new();

    private CoordinatorSlots()
    {
    }

    public string? EntityId(object message) => SlotOf(message)?.ToString(CultureInfo.InvariantCulture);

    public object? EntityMessage(object message) => message;

    public string? ShardId(object message) => EntityId(message);

    public string ShardId(string entityId, object? messageHint = null) => entityId;

    private static int? SlotOf(object message) => message switch
    {
        CoordinatedAsk ask => LimitKey.Of(ask.Ask?.Limit)?.Slot(Count),
        SpendTokens spend => LimitKey.Of(spend.Limit)?.Slot(Count),
        WakeCoordinator { Slot: >= 0 and < Count } wake => wake.Slot,
        _ => null,
    };
}
