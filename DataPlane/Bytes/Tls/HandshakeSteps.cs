using System.Collections.Concurrent;

namespace ActorMesh.DataPlane.Bytes.Tls;

/// <summary>
/// Steps of handshakes that wait for a thread of the pool. Only so many are with the pool at once that a flood of clients does not keep everybody else's
/// work waiting; who waits too long here is ended by its own limit.
/// </summary>
internal static class HandshakeSteps
{
    private static readonly int AtOnceMax = 2 * Environment.ProcessorCount;
    private static readonly ConcurrentQueue<Action> Waiting = new();
    private static int _workers;

    /// <param name="step">Must not throw.</param>
    public static void Enqueue(Action step)
    {
        Waiting.Enqueue(step);
        Begin();
    }

    private static void Begin()
    {
        while (true)
        {
            var workers = Volatile.Read(ref _workers);
            if (workers >= AtOnceMax) return;
            if (Interlocked.CompareExchange(ref _workers, workers + 1, workers) == workers) break;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static _ => Work(), state: null);
    }

    private static void Work()
    {
        while (Waiting.TryDequeue(out var step)) step();
        Interlocked.Decrement(ref _workers);
        if (!Waiting.IsEmpty) Begin(); // It came when this one was about to leave.
    }
}
