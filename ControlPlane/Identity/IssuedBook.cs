using ActorMesh.ControlPlane.Identity.Issuing;

namespace ActorMesh.ControlPlane.Identity;

/// <summary>The certificates that this node has signed since it started and that have not ended. Any thread.</summary>
public sealed class IssuedBook(TimeProvider clock)
{
    /// <summary>Beyond it the one that ends first is left out.</summary>
    public const int Max = 10_000;

    private readonly Lock _gate = new();
    private readonly PriorityQueue<IssuedSvid, DateTimeOffset> _byEnd = new();

    /// <summary>By name, the newest first.</summary>
    public IReadOnlyList<IssuedSvid> All
    {
        get
        {
            lock (_gate)
            {
                Forget();
                return [.. _byEnd.UnorderedItems.Select(item => item.Element).OrderBy(svid => $"{svid.Id}", StringComparer.Ordinal).ThenByDescending(svid => svid.NotBefore)];
            }
        }
    }

    internal void Add(IssuedSvid svid)
    {
        lock (_gate)
        {
            Forget();
            if (_byEnd.Count >= Max) _byEnd.Dequeue();
            _byEnd.Enqueue(svid, svid.NotAfter);
        }
    }

    private void Forget()
    {
        var now = clock.GetUtcNow();
        while (_byEnd.TryPeek(out _, out var end) && end < now) _byEnd.Dequeue();
    }
}
