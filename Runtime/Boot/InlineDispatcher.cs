using Akka.Configuration;
using Akka.Dispatch;

namespace ActorMesh.Runtime.Boot;

/// <summary>
/// Runs an actor's mailbox at once when the message comes from a thread that waits for sockets, else on the pool.
/// For stream actors only: whatever runs here must never block, for it holds up the sockets of its thread.
/// </summary>
/// <remarks>
/// A trampoline keeps the stack flat: a message told while a mailbox runs is run after it, by the same loop. The loop hands the rest
/// to the pool after <see cref="RunsPerWakeUp"/> mailboxes, so that connections which keep each other busy cannot starve the sockets.
/// </remarks>
public sealed class InlineDispatcher : MessageDispatcher
{
    /// <summary>Its name in Akka's configuration.</summary>
    public const string DispatcherId = "actormesh.inline-dispatcher";

    /// <summary>The name of threads of ours that wait for sockets.</summary>
    public const string ThreadName = "Mesh Sockets";

    private const int RunsPerWakeUp = 256;
    private const string FrameworkThreadName = ".NET Sockets";

    [ThreadStatic] private static Trampoline? _ofThisThread;

    public InlineDispatcher(MessageDispatcherConfigurator configurator, int throughput)
        : base(configurator)
    {
        Id = DispatcherId;
        Throughput = throughput;
    }

    protected override void ExecuteTask(IRunnable run)
    {
        var trampoline = _ofThisThread ??= new Trampoline(Thread.CurrentThread.Name is ThreadName or FrameworkThreadName);
        if (trampoline.IsOnSocketThread) trampoline.Run(run);
        else ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: true);
    }

    protected override void Shutdown()
    {
    }

    private sealed class Trampoline(bool isOnSocketThread)
    {
        private readonly Queue<IRunnable> _waiting = new();
        private bool _running;

        public bool IsOnSocketThread => isOnSocketThread;

        public void Run(IRunnable run)
        {
            if (_running)
            {
                _waiting.Enqueue(run);
                return;
            }

            _running = true;
            try
            {
                run.Run();
                for (var runs = 1; _waiting.TryDequeue(out var next); runs++)
                {
                    if (runs < RunsPerWakeUp) next.Run();
                    else ThreadPool.UnsafeQueueUserWorkItem(next, preferLocal: false);
                }
            }
            finally
            {
                _running = false;
            }
        }
    }
}
