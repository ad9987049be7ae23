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

    /// <param name="step">One that throws ends nobody else's handshake; its own is ended by its limit.</param>
    public static void Enqueue(Action step)
    {
        Waiting.Enqueue(step);
        Begin();
    }

    /// <summary>Says what was thrown where nobody above could have taken it.</summary>
    internal static void Report(Exception e) => Console.Error.WriteLine($"error: a handshake failed in an unexpected way, please report it: {e}");

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
        while (Waiting.TryDequeue(out var step))
        {
            try
            {
                step();
            }
            catch (Exception e) // Whatever it is, others wait behind it.
            {
                Report(e);
            }
        }

        Interlocked.Decrement(ref _workers);
        if (!Waiting.IsEmpty) Begin(); // It came when this one was about to leave.
    }
}
