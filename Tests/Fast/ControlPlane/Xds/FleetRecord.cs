using System.Collections.Concurrent;
using ActorMesh.ControlPlane.Fleet;
using Akka.Actor;

namespace ActorMesh.Tests.Fast.ControlPlane.Xds;

/// <summary>What the fleet was told, last for each proxy.</summary>
internal sealed class FleetRecord
{
    public ConcurrentDictionary<string, ProxyState> Proxies { get; } = new(StringComparer.Ordinal);

    /// <summary>Who went, and whether in order.</summary>
    public ConcurrentDictionary<string, bool> Gone { get; } = new(StringComparer.Ordinal);

    public sealed class Actor(FleetRecord record) : UntypedActor
    {
        private readonly Dictionary<string, IActorRef> _streams = new(StringComparer.Ordinal);

        protected override void OnReceive(object message)
        {
            if (message is FleetMessage.Seen seen)
            {
                record.Proxies[seen.State.Proxy.Id] = seen.State;
                _streams[seen.State.Proxy.Id] = Sender;
            }
            else if (message is FleetMessage.Gone gone && Sender.Equals(_streams.GetValueOrDefault(gone.Proxy.Id)))
            {
                record.Gone[gone.Proxy.Id] = gone.IsInOrder;
                record.Proxies.TryRemove(gone.Proxy.Id, out _);
            }
        }
    }
}
