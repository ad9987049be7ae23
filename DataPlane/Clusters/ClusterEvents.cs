using System.Collections.Immutable;

namespace ActorMesh.DataPlane.Clusters;

/// <summary>The last events of a cluster. One writer, many readers.</summary>
public sealed class ClusterEvents
{
    public const int Kept = 50;

    private volatile ImmutableQueue<ClusterEvent> _events = [];
    private int _count;

    /// <summary>Oldest first.</summary>
    public IEnumerable<ClusterEvent> All => _events;

    internal void Add(ClusterEvent added)
    {
        var events = _events;
        if (_count < Kept) _count++;
        else events = events.Dequeue();
        _events = events.Enqueue(added);
    }
}
