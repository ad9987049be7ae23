using ActorMesh.ControlPlane;
using ActorMesh.ControlPlane.Registry;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Membership;
using ActorMesh.Tests.Fast.Kit;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.TestKit;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Registry;

/// <summary>What the registry of a node hears, tells and shows, in virtual time.</summary>
public sealed class RegistryActorTests : ActorTest
{
    private readonly EndpointFeed _feed = new(EndpointSet.Empty);
    private readonly TestProbe _mediator;
    private readonly List<MemberView> _members = [Member("c-1", isSelf: true)];
    private readonly List<IReadOnlyList<RegisteredProxy>> _saved = [];
    private readonly HashSet<string> _services = ["a", "b"];

    public RegistryActorTests() => _mediator = CreateTestProbe();

    [Fact]
    public void A_proxy_that_registers_is_shown_and_told_to_the_others()
    {
        var registry = Start();

        registry.Tell(Seen("a", 1));
        Settle(registry);
        Advance(TimeSpan.FromMilliseconds(100));

        Until(() => Shown("a") is ["a-1"]);
        Until(() => Shares().Exists(share => share is { Node: "c-1:7946", Proxies: [{ ProxyId: "a-1", Standing: RegisteredProxy.Types.Standing.Live }] }));
    }

    [Fact]
    public void Everything_is_repeated_although_nothing_changed()
    {
        Start();
        Shares();

        Advance(TimeSpan.FromSeconds(5));

        Assert.NotEmpty(Shares());
    }

    [Fact]
    public void Who_lacks_what_came_before_asks_for_all_and_is_told()
    {
        var registry = Start();
        var (other, asker) = (ProxyRegistryTests.RegistryOf("c-2:7946"), CreateTestProbe());
        other.See(ProxyRegistryTests.Endpoint("b", 5), Clock.GetUtcNow(), Clock.GetUtcNow());
        other.Changes();
        registry.Tell(other.Changes()[0], asker);
        asker.ExpectMsg<RegistryQuery>();
        registry.Tell(Seen("a", 1));
        Settle(registry);
        Advance(TimeSpan.FromMilliseconds(100));
        Settle(registry);
        Shares();

        registry.Tell(new RegistryQuery(), asker);
        Settle(registry);
        Advance(TimeSpan.FromMilliseconds(100));

        Until(() => Shares().Exists(share => share is { Since: 0, Proxies: [{ ProxyId: "a-1" }] }));
    }

    [Fact]
    public void Who_leaves_in_order_is_no_endpoint_and_who_breaks_off_still_is()
    {
        var registry = Start();
        registry.Tell(Seen("a", 1));
        registry.Tell(Seen("a", 2));
        registry.Tell(new RegistryActor.Message.Gone(new("a", "a-1"), IsInOrder: false));
        registry.Tell(new RegistryActor.Message.Gone(new("a", "a-2"), IsInOrder: true));
        Settle(registry);
        Advance(TimeSpan.FromSeconds(1));

        Until(() => Shown("a") is ["a-1"]);
    }

    [Fact]
    public void What_another_node_sees_is_shown_here()
    {
        var registry = Start();
        var other = ProxyRegistryTests.RegistryOf("c-2:7946");
        other.See(ProxyRegistryTests.Endpoint("b", 5), Clock.GetUtcNow(), Clock.GetUtcNow());
        foreach (var share in other.Share()) registry.Tell(share);
        Settle(registry);
        Advance(TimeSpan.FromMilliseconds(100));

        Until(() => Shown("b") is ["b-5"]);
    }

    [Fact]
    public void A_registration_for_no_service_of_the_mesh_is_refused_and_says_why()
    {
        var registry = Start();
        registry.Tell(Seen("c", 1));
        registry.Tell(Seen("a", 2, "a.example"));
        Settle(registry);
        Advance(TimeSpan.FromSeconds(1));

        Until(() => _feed.Current.Refused.Count == 2);
        Assert.Contains("no service 'c'", _feed.Current.Refused[new("c", "c-1")], StringComparison.Ordinal);
        Assert.Contains("no IP address", _feed.Current.Refused[new("a", "a-2")], StringComparison.Ordinal);

        Settle(registry);
        _services.Add("c");
        Advance(TimeSpan.FromSeconds(1));
        Until(() => _feed.Current.Refused.Keys.SequenceEqual([new ProxyKey("a", "a-2")]));
    }

    [Fact]
    public void Nobody_is_missing_before_the_other_nodes_were_heard()
    {
        _members.Add(Member("c-2"));
        var registry = Start();
        Advance(TimeSpan.FromSeconds(2));
        Assert.False(_feed.Current.IsSettled);

        foreach (var share in ProxyRegistryTests.RegistryOf("c-2:7946").Share()) registry.Tell(share);
        Settle(registry);
        Advance(TimeSpan.FromSeconds(1));

        Until(() => _feed.Current.IsSettled);
    }

    [Fact]
    public void A_node_that_is_never_heard_is_not_waited_for_for_ever()
    {
        _members.Add(Member("c-2"));
        Start();

        Advance(TimeSpan.FromSeconds(6));

        Until(() => _feed.Current.IsSettled);
    }

    [Fact]
    public void Who_is_alive_is_kept_for_the_next_start()
    {
        var registry = Start();
        registry.Tell(Seen("a", 1));
        Settle(registry);
        Advance(TimeSpan.FromSeconds(6));

        Until(() => _saved is [[{ ProxyId: "a-1" }]]);
        Advance(TimeSpan.FromSeconds(20));
        Settle(registry);
        Assert.Single(_saved);
    }

    [Fact]
    public void What_was_kept_is_there_from_the_start()
    {
        var before = ProxyRegistryTests.RegistryOf("c-1:7946");
        before.See(ProxyRegistryTests.Endpoint("a", 1), Clock.GetUtcNow(), Clock.GetUtcNow());
        var recalled = before.Known(Clock.GetUtcNow());
        var feed = new EndpointFeed(RegistryFile.Endpoints(recalled));
        Assert.Equal(["a-1"], feed.Current.Endpoints.Of("a").Select(endpoint => endpoint.Registration.ProxyId));

        var registry = Start(feed, recalled);
        for (var second = 0; second < 40; second++)
        {
            Advance(TimeSpan.FromSeconds(1));
            Settle(registry);
        }

        Until(() => feed.Current.Endpoints.Of("a") is [{ IsStale: true }]);
    }

    private static MemberView Member(string host, bool isSelf = false) =>
        new(new MemberAddress(host, 7946), [MemberRole.Control], "up", IsReachable: true, isSelf);

    private RegistryActor.Message.Seen Seen(string service, int number, string? address = null)
    {
        var registration = ProxyRegistryTests.Endpoint(service, number);
        if (address is not null) registration = registration with { Address = address };
        return new RegistryActor.Message.Seen(registration.Key, Clock.GetUtcNow(), registration);
    }

    private IActorRef Start(EndpointFeed? feed = null, IReadOnlyList<RegisteredProxy>? recalled = null)
    {
        var registry = Sys.ActorOf(RegistryActor.Props(new RegistryContext(
            "c-1:7946", _mediator, () => [.. _members], () => _services, feed ?? _feed, recalled ?? [], proxies => _saved.Add(proxies), Clock)));
        _mediator.ExpectMsg<Subscribe>();
        Settle(registry);
        Advance(TimeSpan.FromMilliseconds(100));
        return registry;
    }

    private List<RegistryShare> Shares()
    {
        List<RegistryShare> shares = [(RegistryShare)_mediator.ExpectMsg<Publish>().Message];
        while (_mediator.HasMessages)
            if (_mediator.ReceiveOne(TimeSpan.Zero) is Publish { Message: RegistryShare share }) shares.Add(share);
        return shares;
    }

    private List<string> Shown(string service) => [.. _feed.Current.Endpoints.Of(service).Select(endpoint => endpoint.Registration.ProxyId)];
}
