namespace ActorMesh.DataPlane.Resilience.Breaking;

/// <summary>Counts failures in a row. Writes nothing while all goes well.</summary>
internal sealed class FailureRun
{
    private int _length;

    public int Length => Volatile.Read(ref _length);

    public void Add() => Interlocked.Increment(ref _length);

    public void End()
    {
        if (Length != 0) Volatile.Write(ref _length, 0);
    }
}
