using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ActorMesh.ControlPlane.Registry;
using ActorMesh.Runtime.Membership;
using ActorMesh.Tests.EndToEnd.Rig;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Registry;

/// <summary>Two control nodes that are members of one cluster, over real sockets and in real time.</summary>
public sealed class RegistrySharingTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentStack<ActorSystem> _systems = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Task.WhenAll(_systems.Select(system => system.Terminate()));

    [Fact]
    public async Task What_one_node_sees_is_shown_by_the_other()
    {
        var (first, one, firstFeed) = Start([]);
        var (second, _, secondFeed) = Start([ClusterMember.AddressOf(first)]);
        await Until(() => MemberView.Of(second).Count(member => member.Status == "up") == 2 && firstFeed.Current.IsSettled && secondFeed.Current.IsSettled);

        one.Tell(new RegistryActor.Message.Seen(new("a", "a-1"), DateTimeOffset.UnixEpoch, ProxyRegistryTests.Endpoint("a", 1)));
        await Until(() => secondFeed.Current.Endpoints.Of("a") is [{ IsStale: false, Registration.Address: "10.0.0.2" }]);

        one.Tell(new RegistryActor.Message.Gone(new("a", "a-1"), IsInOrder: true));
        await Until(() => secondFeed.Current.Endpoints.Of("a").Count == 0);
    }

    private (ActorSystem, IActorRef, EndpointFeed) Start(IReadOnlyList<MemberAddress> seeds)
    {
        var system = ClusterMember.Start(new MemberSettings(new MemberAddress("127.0.0.1", 0), seeds, [MemberRole.Control]) { Timings = QuickCluster.Timings });
        _systems.Push(system);
        var feed = new EndpointFeed(EndpointSet.Empty);
        var context = new RegistryContext(
            ClusterMember.AddressOf(system).ToString(), DistributedPubSub.Get(system).Mediator, () => MemberView.Of(system), () => new HashSet<string>(), feed,
            Recalled: [], Save: null, TimeProvider.System);
        return (system, system.ActorOf(RegistryActor.Props(context), "registry"), feed);
    }

    private static Task Until(Func<bool> holds, [CallerArgumentExpression(nameof(holds))] string what = "") => Eventually.Holds(what, holds, Patience);
}
