using Akka.Configuration;
using Akka.Dispatch;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>How Akka's configuration names the <see cref="SteppedDispatcher"/>.</summary>
internal sealed class SteppedDispatcherConfigurator : MessageDispatcherConfigurator
{
    public const string DispatcherId = "stepped-dispatcher";

    private readonly SteppedDispatcher _dispatcher;

    public SteppedDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites) => _dispatcher = new SteppedDispatcher(this);

    public override MessageDispatcher Dispatcher() => _dispatcher;
}
