using System.Collections.Concurrent;
using Akka.Dispatch;
using Xunit;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>Runs actors' mailboxes only when a test says so, in the test's own thread: between two steps nothing moves.</summary>
internal sealed class SteppedDispatcher : MessageDispatcher
{
    /// <summary>How long a test waits for something of the outside world, such as a socket.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly BlockingCollection<IRunnable> _runs = [];

    public SteppedDispatcher(MessageDispatcherConfigurator configurator)
        : base(configurator)
    {
        Id = SteppedDispatcherConfigurator.DispatcherId;
        Throughput = int.MaxValue;
    }

    /// <summary>Runs all that there is to run.</summary>
    public void Settle()
    {
        while (_runs.TryTake(out var run)) run.Run();
    }

    /// <summary>Runs what comes, until this holds.</summary>
    public void Until(Func<bool> holds)
    {
        for (Settle(); !holds(); Settle())
        {
            Assert.True(_runs.TryTake(out var run, Patience), "What the test waits for does not come.");
            run.Run();
        }
    }

    /// <summary>Runs what comes, until the task has ended.</summary>
    public T Await<T>(Task<T> task)
    {
        _ = task.ContinueWith(_ => _runs.Add(new ActionRunnable(() => { })), TaskScheduler.Default);
        Until(() => task.IsCompleted);
        return task.GetAwaiter().GetResult();
    }

    protected override void ExecuteTask(IRunnable run) => _runs.Add(run);

    protected override void Shutdown()
    {
    }
}
