using System.Net;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Listening;
using ActorMesh.DataPlane.Security;
using ActorMesh.DataPlane.Telemetry;
using ActorMesh.Runtime.Boot;
using ActorMesh.Runtime.Time;
using Akka.Actor;
using Akka.Configuration;
using Akka.Streams;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Microsoft.Extensions.Time.Testing;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>Actors in virtual time: the clock that they read and the timers that Akka runs for them move when a test says so, and only then.</summary>
public abstract class ActorTest() : TestKit(Settings)
{
    /// <summary>Akka's test scheduler fires a periodic timer once per step, however long the step.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

    private static readonly Config Settings = ConfigurationFactory.ParseString(
        """
        akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
        akka.loggers = ["Akka.TestKit.TestEventListener, Akka.TestKit"]
        akka.test.single-expect-default = 20s
        """).WithFallback(DataPlaneSystem.Settings);

    private TimerWheel? _wheel;
    private SecretStore? _secrets;

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    protected ClusterDirectory Clusters { get; } = new();

    /// <summary>What listeners prove themselves by.</summary>
    protected SecretStore Secrets => _secrets ??= new SecretStore(Clock);

    protected FailureRing Failures { get; } = new();

    /// <summary>What listeners share; its time is virtual.</summary>
    protected TrafficContext Traffic(int connectionsMax = 100) =>
        new(Clock, _wheel ??= new TimerWheel(Clock), Clusters, Failures, Sys.Materializer(), new ClientLimit(connectionsMax), Seed: 1) { Secrets = Secrets };

    /// <summary>Starts a listener.</summary>
    protected (IActorRef Listener, ListenerStatus Status) Listen(ListenerPlan plan, int connectionsMax = 100)
    {
        var socket = ListeningSocket.Bind(plan);
        var status = new ListenerStatus(plan.Name, (IPEndPoint)socket.LocalEndPoint!);
        var props = ListenerActor.Props(socket, plan, status, Traffic(connectionsMax)).WithDispatcher(InlineDispatcher.DispatcherId);
        return (Sys.ActorOf(props), status);
    }

    /// <summary>Lets time pass.</summary>
    protected void Advance(TimeSpan span)
    {
        var scheduler = (TestScheduler)Sys.Scheduler;
        for (var left = span; left > TimeSpan.Zero; left -= Step)
        {
            var step = left < Step ? left : Step;
            Clock.Advance(step);
            scheduler.Advance(step);
        }
    }

    /// <summary>Returns when the actor has digested everything that it was told before.</summary>
    protected void Settle(ICanTell actor)
    {
        var probe = CreateTestProbe();
        actor.Tell(new Identify(null), probe);
        probe.ExpectMsg<ActorIdentity>();
    }

    /// <summary>Waits for what other threads do, by looking often.</summary>
    protected void Until(Func<bool> holds) => AwaitCondition(holds, Patience, LookEvery);

    protected override void AfterAll()
    {
        base.AfterAll();
        _wheel?.Dispose();
    }

    /// <summary>Lets time go by, half a second after the other, for as long as something that takes real time may still begin to wait.</summary>
    protected void AdvanceUntil(Func<bool> holds) => Until(() =>
    {
        Advance(TimeSpan.FromMilliseconds(500));
        return holds();
    });
}
