using Akka;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Configuration;
using Akka.Remote;

namespace ActorMesh.Runtime.Membership;

/// <summary>A node as a member of the cluster.</summary>
public static class ClusterMember
{
    /// <summary>What the process ends with when the cluster gave this member up: whoever started it starts it again.</summary>
    public const int DownedExitCode = 75;

    /// <summary>Starts the actor system of a member, which begins to join.</summary>
    /// <param name="more">What else it runs with; it goes before what a member needs.</param>
    /// <exception cref="MemberException">The settings make no sound member, or the port is taken.</exception>
    public static ActorSystem Start(MemberSettings settings, Config? more = null)
    {
        var config = (more ?? Config.Empty).WithFallback(MemberConfiguration.Of(settings));
        ActorSystemSetup setup = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config));
        if (settings.Tls is { } tls) setup = setup.And(tls.Setup()).And(new MemberLogSetup(tls.Refused));
        return Start(settings, () => ActorSystem.Create(MemberConfiguration.SystemName, setup));
    }

    /// <inheritdoc cref="Start(MemberSettings, Config?)"/>
    /// <param name="create">Creates the system, with <see cref="MemberConfiguration"/>.</param>
    public static ActorSystem Start(MemberSettings settings, Func<ActorSystem> create)
    {
        try
        {
            var system = create();
            Join(system, settings);
            return system;
        }
        catch (Exception e) when (e is RemoteTransportException or System.Net.Sockets.SocketException or AggregateException)
        {
            throw new MemberException($"{settings.BindHost ?? settings.Address.Host}:{settings.Address.Port} cannot be listened on: {e.GetBaseException().Message}");
        }
    }

    /// <summary>Lets a started system be a member: founds a cluster when there are no seeds, and leaves it for good when the others gave it up.</summary>
    public static void Join(ActorSystem system, MemberSettings settings)
    {
        DistributedPubSub.Get(system);
        system.ActorOf(Props.Create(() => new QuarantineActor()), "quarantine");
        var cluster = Akka.Cluster.Cluster.Get(system);
        if (settings.Seeds.Count == 0) cluster.Join(cluster.SelfAddress);
    }

    /// <summary>Where this member is reached: with the port that it really has.</summary>
    public static MemberAddress AddressOf(ActorSystem system)
    {
        var address = Akka.Cluster.Cluster.Get(system).SelfAddress;
        return new MemberAddress(address.Host, address.Port ?? 0);
    }

    /// <summary>Ends something beside the membership, whyever that ends: it begins at once, and actors live until it is done.</summary>
    /// <param name="end">May take 10 s.</param>
    public static void EndWith(ActorSystem system, Func<Task> end)
    {
        var leaving = CoordinatedShutdown.Get(system);
        var ending = Task.CompletedTask;
        leaving.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "begin", () =>
        {
            ending = end();
            return Task.FromResult(Done.Instance);
        });
        leaving.AddTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "done", async () =>
        {
            await ending;
            return Done.Instance;
        });
    }

    /// <summary>Calls <paramref name="act"/> once this member is up, on any thread; at once when it is.</summary>
    public static void WhenUp(ActorSystem system, Action act) => Akka.Cluster.Cluster.Get(system).RegisterOnMemberUp(act);

    /// <summary>An actor that stands at the top of another member's system.</summary>
    public static ActorSelection Find(ActorSystem system, MemberAddress member, string name) =>
        system.ActorSelection(new RootActorPath(Akka.Cluster.Cluster.Get(system).SelfAddress.WithHost(member.Host).WithPort(member.Port)) / "user" / name);

    /// <summary>Ends membership in order: singletons move first. Ends the actor system with it.</summary>
    public static Task Leave(ActorSystem system) => CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ClrExitReason.Instance);

    /// <returns>What a process of which this was all ends with, once the system has ended.</returns>
    public static int ExitCodeOf(ActorSystem system) => CoordinatedShutdown.Get(system).ShutdownReason switch
    {
        null or CoordinatedShutdown.ClrExitReason or CoordinatedShutdown.ActorSystemTerminateReason or CoordinatedShutdown.ClusterLeavingReason => 0,
        _ => DownedExitCode,
    };
}
