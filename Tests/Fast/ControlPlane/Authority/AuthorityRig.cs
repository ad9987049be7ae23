using ActorMesh.ControlPlane.Authority;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Membership;
using ActorMesh.Tests.Fast.ControlPlane.Documents;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Told = ActorMesh.Runtime.Contracts.Cluster.MeshHistory;

namespace ActorMesh.Tests.Fast.ControlPlane.Authority;

/// <summary>An authority without a cluster around it.</summary>
public abstract class AuthorityRig(Config journal) : TestKit(journal.WithFallback(Quiet).WithFallback(MemberSerialization.Settings))
{
    protected const string Sound = "services { orders { port = 8081 } }";

    protected static readonly AuthorityTimings Fast = AuthorityTimings.Default with
    {
        RetryMin = TimeSpan.FromMilliseconds(50), RetryMax = TimeSpan.FromMilliseconds(200), StandBack = TimeSpan.FromMilliseconds(500),
        RecoveryMax = TimeSpan.FromSeconds(30), // The first journal of the process, on a machine that has much to do.
    };

    private static readonly Config Quiet = ConfigurationFactory.ParseString(
        """
        akka {
          loggers = ["Akka.TestKit.TestEventListener, Akka.TestKit"]
          stdout-loglevel = OFF
          loglevel = WARNING
          test.single-expect-default = 20s
          coordinated-shutdown { run-by-clr-shutdown-hook = off, run-by-actor-system-terminate = off }
        }
        """);

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    protected virtual Func<string?> JournalProblem => static () => null;

    /// <summary>Is told what would be told to the other nodes.</summary>
    protected TestProbe Publisher { get; private set; } = null!; // Set with the first authority.

    protected IActorRef Start(AuthorityTimings? timings = null, ActorSystem? system = null, string node = "control-1:25520", bool hasIdentities = false)
    {
        Publisher = CreateTestProbe();
        var settings = new AuthoritySettings(node, Clock) { Publisher = authority => Relay.Props(Publisher), Timings = timings ?? Fast, HasIdentities = hasIdentities, JournalProblem = JournalProblem };
        return (system ?? Sys).ActorOf(MeshAuthorityActor.Props(settings));
    }

    protected static ApplyMesh Apply(string text) => new() { Document = Meshes.Document(text), Author = "ann" };

    protected MeshOutcome Ask(IActorRef authority, object command)
    {
        authority.Tell(command, TestActor);
        return ExpectMsg<MeshOutcome>();
    }

    protected MeshRevision Accepted(IActorRef authority, object command)
    {
        var outcome = Ask(authority, command);
        Assert.True(outcome.Accepted is not null, outcome.ToString());
        return outcome.Accepted.Revision;
    }

    /// <param name="skip">Outcomes of earlier commands.</param>
    protected MeshOutcome.Types.Refused Refused(IActorRef authority, object command, int skip = 0)
    {
        authority.Tell(command, TestActor);
        for (var i = 0; i < skip; i++) ExpectMsg<MeshOutcome>();
        var outcome = ExpectMsg<MeshOutcome>();
        Assert.True(outcome.Refused is not null, outcome.ToString());
        return outcome.Refused;
    }

    protected Told History(IActorRef authority)
    {
        authority.Tell(new ReadHistory { Count = 100 }, TestActor);
        return ExpectMsg<Told>();
    }

    /// <summary>Until it can take changes.</summary>
    protected void Leads(IActorRef authority) => AwaitCondition(() => History(authority).Current.Trouble.Length == 0, TimeSpan.FromSeconds(20), TimeSpan.FromMilliseconds(20));

    protected static string Text(MeshDocument document) => MeshDocuments.Unpack(document).Files[0].Text;

    private sealed class Relay(IActorRef to) : UntypedActor
    {
        public static Props Props(IActorRef to) => Akka.Actor.Props.Create(() => new Relay(to));

        protected override void OnReceive(object message) => to.Tell(message);
    }
}
