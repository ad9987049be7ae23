using Akka.Actor;
using Akka.Configuration;

namespace ActorMesh.Runtime.Boot;

/// <summary>
/// The local actor system that carries traffic. It is never a cluster member: Akka ends a member that is cut off,
/// and traffic must not end with it.
/// </summary>
public static class DataPlaneSystem
{
    /// <summary>What such a system runs with.</summary>
    public static readonly Config Settings = ConfigurationFactory.ParseString(
        """
        akka {
          stdout-loglevel = OFF
          loggers = ["ActorMesh.Runtime.Boot.StandardErrorLogger, ActorMesh.Runtime"]
          loglevel = WARNING
          log-dead-letters = off
          coordinated-shutdown { run-by-clr-shutdown-hook = off, run-by-actor-system-terminate = off }
          actor.ask-timeout = 5s
          scheduler.tick-duration = 50ms # Actors' timers only, of 100 ms and more; what streams wait for is on the TimerWheel.
          stream.materializer {
            dispatcher = "actormesh.inline-dispatcher"
            initial-input-buffer-size = 4
            max-input-buffer-size = 16
          }
        }
        actormesh.inline-dispatcher {
          type = "ActorMesh.Runtime.Boot.InlineDispatcherConfigurator, ActorMesh.Runtime"
          throughput = 64
        }
        """);

    public static ActorSystem Start(string name) => ActorSystem.Create(name, Settings);
}
