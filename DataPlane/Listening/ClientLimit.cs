namespace ActorMesh.DataPlane.Listening;

/// <summary>How many client connections a process holds at most, whichever listener they came through. Atomic.</summary>
public sealed class ClientLimit(int max)
{
    private int _held;

    public int Max => max;

    /// <summary>Connections held now.</summary>
    public int Held => Volatile.Read(ref _held);

    /// <summary>False when there are as many as there may be.</summary>
    public bool TryAdd()
    {
        if (Interlocked.Increment(ref _held) <= max) return true;
        Interlocked.Decrement(ref _held);
        return false;
    }

    public void Remove() => Interlocked.Decrement(ref _held);
}
