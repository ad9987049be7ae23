using Akka.Configuration;
using Akka.Dispatch;

namespace ActorMesh.Runtime.Boot;

/// <summary>How Akka's configuration names the <see cref="InlineDispatcher"/>: <c>type = "ActorMesh.Runtime.Boot.InlineDispatcherConfigurator, ActorMesh.Runtime"</c>.</summary>
public sealed class InlineDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly InlineDispatcher _dispatcher;

    public InlineDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites) => _dispatcher = new InlineDispatcher(this, config.GetInt("throughput", 64));

    public override MessageDispatcher Dispatcher() => _dispatcher;
}
