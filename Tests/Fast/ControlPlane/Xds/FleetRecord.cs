using System.Collections.Concurrent;
using ActorMesh.ControlPlane.Fleet;
using Akka.Actor;

namespace ActorMesh.Tests.Fast.ControlPlane.Xds;

/// <summary>What the fleet was told, last for each proxy.</summary>
internal sealed class FleetRecord
{
    public ConcurrentDictionary<string, ProxyState> Proxies { get; } = new(StringComparer.Ordinal);

    public sealed class Actor(FleetRecord record) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is FleetMessage.Seen seen) record.Proxies[seen.State.Proxy.Id] = seen.State;
            else if (message is FleetMessage.Gone gone) record.Proxies.TryRemove(gone.ProxyId, out _);
        }
    }
}
