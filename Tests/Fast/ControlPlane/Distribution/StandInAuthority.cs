using ActorMesh.ControlPlane.Distribution;
using ActorMesh.Runtime.Contracts.Cluster;
using Akka.Actor;

namespace ActorMesh.Tests.Fast.ControlPlane.Distribution;

/// <summary>Leads as the authority does, from a journal in memory that all nodes of a test share.</summary>
internal sealed class StandInAuthority : UntypedActor
{
    private readonly Journal _journal;
    private readonly Func<IActorRef, Props> _publisher;
    private IActorRef _child = ActorRefs.Nobody;

    public StandInAuthority(Journal journal, Func<IActorRef, Props> publisher) => (_journal, _publisher) = (journal, publisher);

    protected override void PreStart()
    {
        _child = Context.ActorOf(_publisher(Self), "publisher");
        lock (_journal)
        {
            var next = _journal.Mesh.Clone();
            next.Epoch++;
            next.Sequence++;
            _journal.Mesh = next;
        }
        _child.Tell(_journal.Mesh);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            // As if it had been applied.
            case PublishedMesh mesh:
                mesh = mesh.Clone();
                (mesh.Epoch, mesh.Sequence) = (_journal.Mesh.Epoch, _journal.Mesh.Sequence + 1);
                _journal.Mesh = mesh;
                _child.Tell(mesh);
                break;
            case PullPublication pull:
                var current = _journal.Mesh;
                Sender.Tell(Publications.Answer(current, new PublicationOrder(pull.Epoch, pull.Sequence) < PublicationOrder.Of(current)));
                break;
            case EndRollout end:
                _journal.Ended.Enqueue(end);
                break;
        }
    }

    internal sealed class Journal(PublishedMesh mesh)
    {
        public volatile PublishedMesh Mesh = mesh;

        public System.Collections.Concurrent.ConcurrentQueue<EndRollout> Ended { get; } = new();
    }
}
