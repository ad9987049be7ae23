namespace ActorMesh.ControlPlane.Resources;

/// <summary>
/// A value that is made once, when first asked for. Whoever asks meanwhile waits, and holds no thread. A failure is told to those who wait; who
/// asks after it has it tried again.
/// </summary>
/// <param name="make">Takes its time, and is called by a thread of the pool.</param>
internal sealed class OnDemand<T>(Func<T> make)
    where T : class?
{
    /// <summary>However much there is to make, the pool has a thread left for everything else.</summary>
    private static readonly TaskScheduler Making =
        new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, Math.Max(1, Environment.ProcessorCount - 1)).ConcurrentScheduler;

    private readonly Lock _gate = new();
    private volatile Task<T>? _made;

    /// <summary>Null when it is not made yet.</summary>
    public T? IfMade { get; private set; }

    public Task<T> Get()
    {
        if (_made is { IsCompletedSuccessfully: true } made) return made;
        lock (_gate)
            return _made is null or { IsFaulted: true } ? _made = Task.Factory.StartNew(() => IfMade = make(), CancellationToken.None, TaskCreationOptions.DenyChildAttach, Making) : _made;
    }
}
