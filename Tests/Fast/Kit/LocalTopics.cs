using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>Stands where the mediator of pub-sub does, for the actors of one system: nothing is lost and nothing is late.</summary>
internal sealed class LocalTopics : UntypedActor
{
    private readonly Dictionary<string, HashSet<IActorRef>> _subscribers = new(StringComparer.Ordinal);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Subscribe subscribe:
                if (!_subscribers.TryGetValue(subscribe.Topic, out var subscribers)) _subscribers[subscribe.Topic] = subscribers = [];
                subscribers.Add(subscribe.Ref);
                subscribe.Ref.Tell(new SubscribeAck(subscribe));
                break;
            case Publish publish:
                foreach (var subscriber in _subscribers.GetValueOrDefault(publish.Topic, [])) subscriber.Forward(publish.Message);
                break;
            default:
                Unhandled(message);
                break;
        }
    }
}
