namespace ActorMesh.DataPlane.Telemetry;

/// <summary>The last requests that failed here, newest first. Fixed in size, so an outage cannot fill the memory.</summary>
public sealed class FailureRing(int capacity = 1000)
{
    private readonly FailedRequest?[] _ring = new FailedRequest?[capacity];
    private long _next;

    public void Add(FailedRequest failure)
    {
        var place = Interlocked.Increment(ref _next) - 1;
        Volatile.Write(ref _ring[place % capacity], failure);
    }

    /// <summary>At most <paramref name="count"/> of them.</summary>
    public IEnumerable<FailedRequest> Latest(int count)
    {
        var next = Volatile.Read(ref _next);
        for (var place = next - 1; place >= 0 && place > next - 1 - Math.Min(count, capacity); place--)
            if (Volatile.Read(ref _ring[place % capacity]) is { } failure) yield return failure;
    }
}
