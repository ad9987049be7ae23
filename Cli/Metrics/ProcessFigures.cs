namespace ActorMesh.Cli.Metrics;

/// <summary>The process at one moment.</summary>
/// <param name="ResidentBytes">Memory that the system counts for it.</param>
/// <param name="ManagedBytes">Managed objects, garbage included.</param>
/// <param name="HeapBytes">Managed heap after the last collection.</param>
/// <param name="AllocatedBytes">Managed bytes allocated since the start.</param>
/// <param name="Collections">Since the start, by generation.</param>
/// <param name="Paused">Time in which all threads stood for a collection.</param>
/// <param name="ThreadPoolThreads">Threads of the pool now.</param>
internal sealed record ProcessFigures(
    long ResidentBytes, long ManagedBytes, long HeapBytes, long AllocatedBytes, IReadOnlyList<int> Collections, TimeSpan Paused, int ThreadPoolThreads)
{
    public static ProcessFigures Read() => new(
        Environment.WorkingSet, GC.GetTotalMemory(forceFullCollection: false), GC.GetGCMemoryInfo().HeapSizeBytes, GC.GetTotalAllocatedBytes(),
        [GC.CollectionCount(0), GC.CollectionCount(1), GC.CollectionCount(2)], GC.GetTotalPauseDuration(), ThreadPool.ThreadCount);
}
