using Akka;
using Akka.Actor;
using Akka.Configuration;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>Where stages run step by step in the thread of the test. One for a class of tests (<c>IClassFixture</c>).</summary>
public sealed class StageLab : IDisposable
{
    private static readonly Config Settings = ConfigurationFactory.ParseString(
        $$"""
        akka {
          stdout-loglevel = OFF
          loglevel = OFF
          log-dead-letters = off
          coordinated-shutdown { run-by-clr-shutdown-hook = off, run-by-actor-system-terminate = off }
          stream.materializer.dispatcher = "{{SteppedDispatcherConfigurator.DispatcherId}}"
        }
        {{SteppedDispatcherConfigurator.DispatcherId}}.type = "{{typeof(SteppedDispatcherConfigurator).FullName}}, ActorMesh.Tests.Fast"
        """);

    private readonly ActorSystem _system = ActorSystem.Create("stage-lab", Settings);
    private readonly IMaterializer _materializer;

    public StageLab()
    {
        Dispatcher = (SteppedDispatcher)_system.Dispatchers.Lookup(SteppedDispatcherConfigurator.DispatcherId);
        _materializer = _system.Materializer();
        // The first stream waits for Akka's supervisor of streams to start, which waits for a step. Later ones do not.
        Dispatcher.Await(Task.Run(() => Source.Empty<int>().RunWith(Sink.Ignore<int>(), _materializer)));
    }

    internal SteppedDispatcher Dispatcher { get; }

    /// <summary>Starts a stream and lets it come to rest.</summary>
    public void Run(IRunnableGraph<NotUsed> graph)
    {
        graph.Run(_materializer);
        Dispatcher.Settle();
    }

    public void Dispose() => Dispatcher.Await(End());

    private async Task<bool> End()
    {
        await _system.Terminate();
        return true;
    }
}
