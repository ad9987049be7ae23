using ActorMesh.ControlPlane.Registry;
using ActorMesh.Runtime.Contracts.Cluster;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Registry;

/// <summary>Who is an endpoint, whatever happens to proxies, streams and control nodes.</summary>
public sealed class ProxyRegistryTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Linger = RegistrySettings.Default.Linger;

    private readonly ProxyRegistry _registry = RegistryOf("c-1:1");
    private EndpointSet _endpoints = EndpointSet.Empty;
    private DateTimeOffset _now = Start;

    [Fact]
    public void Who_registers_is_an_endpoint_until_it_leaves()
    {
        See("a", 1);
        Assert.Equal(["a-1"], Ids("a"));

        _registry.End(new("a", "a-1"), isInOrder: true, _now);

        Assert.Empty(Ids("a"));
    }

    /// <summary>A workload of <c>a</c> may call itself <c>a-b-1</c>, as one of <c>a-b</c> does.</summary>
    [Fact]
    public void What_another_service_does_by_the_same_id_takes_nothing_away()
    {
        var (owner, other) = (Endpoint("a-b", 1), Endpoint("a", 2) with { ProxyId = "a-b-1" });
        var elsewhere = RegistryOf("c-2:1");
        _registry.See(owner, _now, _now);
        foreach (var registry in new[] { _registry, elsewhere })
        {
            Assert.Null(registry.See(other, _now += TimeSpan.FromSeconds(1), _now));
            Tell(elsewhere, elsewhere.Share(), _registry, _now);
            Assert.Equal(["a-b-1"], Ids("a"));
            Assert.Equal([owner], _registry.Endpoints(_endpoints, _now).Of("a-b").Select(endpoint => endpoint.Registration));

            registry.End(other.Key, isInOrder: true, _now += TimeSpan.FromSeconds(1));
            Tell(elsewhere, elsewhere.Share(), _registry, _now);
            _registry.Forget(other.Key, _now);
            Assert.Empty(Ids("a"));
            Assert.Equal(["a-b-1"], Ids("a-b"));
        }
        _now += RegistrySettings.Default.GoneKept + TimeSpan.FromSeconds(1);
        _registry.End(other.Key, isInOrder: false, _now);
        Assert.Equal(["a-b-1"], Ids("a-b"));
        Assert.Empty(Stale("a-b"));
    }

    [Fact]
    public void One_of_three_that_is_lost_goes_after_a_while()
    {
        See("a", 1);
        See("a", 2);
        See("a", 3);
        _registry.End(new("a", "a-2"), isInOrder: false, _now);

        Assert.Equal(["a-1", "a-2", "a-3"], Ids("a"));
        Pass(Linger - TimeSpan.FromSeconds(1));
        Assert.Equal(["a-1", "a-2", "a-3"], Ids("a"));
        Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(["a-1", "a-3"], Ids("a"));
    }

    [Fact]
    public void When_most_are_lost_they_stay_as_stale_until_enough_are_in_sight()
    {
        See("a", 1);
        See("a", 2);
        See("a", 3);
        _registry.End(new("a", "a-2"), isInOrder: false, _now);
        _registry.End(new("a", "a-3"), isInOrder: false, _now);
        Ids("a");
        Pass(Linger * 20);

        Assert.Equal(["a-1", "a-2", "a-3"], Ids("a"));
        Assert.Equal(["a-2", "a-3"], Stale("a"));

        See("a", 4);
        Assert.Equal(["a-1", "a-4"], Ids("a"));
    }

    [Fact]
    public void The_only_one_stays_when_it_is_lost_and_goes_when_a_person_says_so()
    {
        See("a", 1);
        _registry.End(new("a", "a-1"), isInOrder: false, _now);
        Ids("a");
        Pass(Linger * 20);
        Assert.Equal(["a-1"], Stale("a"));

        _registry.Forget(new("a", "a-1"), _now);

        Assert.Empty(Ids("a"));
        Assert.Empty(_registry.Share()[0].Proxies);
    }

    [Fact]
    public void Nobody_who_is_in_sight_is_forgotten()
    {
        See("a", 1);

        _registry.Forget(new("a", "a-1"), _now);

        Assert.Equal(["a-1"], Ids("a"));
    }

    [Fact]
    public void Who_comes_back_in_time_never_left()
    {
        See("a", 1);
        var before = _endpoints = _registry.Endpoints(_endpoints, _now);
        _registry.End(new("a", "a-1"), isInOrder: false, _now);
        Pass(TimeSpan.FromSeconds(5));
        See("a", 1);

        Assert.Same(before, _registry.Endpoints(before, _now));
    }

    [Fact]
    public void Another_at_the_same_address_replaces_one_that_is_lost()
    {
        See("a", 1);
        _registry.End(new("a", "a-1"), isInOrder: false, _now);
        Ids("a");

        _registry.See(Endpoint("a", 1) with { ProxyId = "a-new" }, _now, _now);

        Assert.Equal(["a-new"], Ids("a"));
    }

    [Fact]
    public void What_a_silent_or_unreachable_node_saw_is_lost()
    {
        See("a", 1);
        See("a", 2);
        var other = RegistryOf("c-2:1");
        other.See(Endpoint("a", 3), _now, _now);
        Hear(other);
        Assert.Equal(["a-1", "a-2", "a-3"], Ids("a"));

        _registry.Reach(new Dictionary<string, bool> { ["c-2:1"] = false });
        Ids("a");
        Pass(Linger);
        Assert.Equal(["a-1", "a-2"], Ids("a"));

        _registry.Reach(new Dictionary<string, bool> { ["c-2:1"] = true });
        Hear(other);
        Assert.Equal(["a-1", "a-2", "a-3"], Ids("a"));
        Pass(RegistrySettings.Default.Silence + TimeSpan.FromSeconds(1));
        Ids("a");
        Pass(Linger);
        Assert.Equal(["a-1", "a-2"], Ids("a"));
    }

    [Fact]
    public void A_proxy_that_moved_and_then_left_is_gone_whatever_its_first_node_thinks()
    {
        See("a", 2);
        See("a", 3);
        var first = RegistryOf("c-2:1");
        first.See(Endpoint("a", 1), _now, _now);
        Pass(TimeSpan.FromSeconds(1));
        See("a", 1);
        Pass(TimeSpan.FromSeconds(1));
        _registry.End(new("a", "a-1"), isInOrder: true, _now);
        first.End(new("a", "a-1"), isInOrder: false, _now);
        Hear(first);

        Assert.Equal(["a-2", "a-3"], Ids("a"));
    }

    [Fact]
    public void Who_was_given_up_and_is_back_in_sight_is_lost_anew_when_it_is_lost_again()
    {
        See("a", 1);
        See("a", 2);
        var other = RegistryOf("c-2:1");
        other.See(Endpoint("a", 3), _now, _now);
        Hear(other);
        _registry.Reach(new Dictionary<string, bool> { ["c-2:1"] = false });
        Ids("a");
        Pass(Linger);
        Assert.Equal(["a-1", "a-2"], Ids("a"));

        _registry.Reach(new Dictionary<string, bool> { ["c-2:1"] = true });
        other.See(Endpoint("b", 4), _now, _now);
        Hear(other);
        Assert.Equal(["a-1", "a-2", "a-3"], Ids("a"));
        other.End(new("a", "a-3"), isInOrder: false, _now);
        Hear(other);

        Assert.Equal(["a-1", "a-2", "a-3"], Ids("a"));
    }

    [Fact]
    public void A_node_that_starts_anew_and_knows_nobody_takes_nobody_away()
    {
        var other = RegistryOf("c-2:1");
        other.See(Endpoint("a", 1), _now, _now);
        Hear(other);
        Ids("a");

        Hear(new ProxyRegistry("c-2:1", 2, RegistrySettings.Default));
        Pass(Linger * 3);

        Assert.Equal(["a-1"], Ids("a"));
    }

    [Fact]
    public void What_was_known_before_the_start_stays_until_most_are_back()
    {
        foreach (var number in (int[])[1, 2, 3, 4]) See("a", number);
        var next = RegistryOf("c-1:1");
        next.Recall(_registry.Known(_now));
        var endpoints = next.Endpoints(EndpointSet.Empty, _now);
        Assert.Equal(4, endpoints.Of("a").Count);
        _now += Linger * 2;
        next.See(Endpoint("a", 1), _now, _now);
        Assert.Equal(4, next.Endpoints(endpoints, _now).Of("a").Count);
        next.See(Endpoint("a", 2), _now, _now);

        Assert.Equal(["a-1", "a-2"], next.Endpoints(endpoints, _now).Of("a").Select(endpoint => endpoint.Registration.ProxyId));
    }

    [Fact]
    public void Many_that_are_lost_together_have_the_time_that_it_takes_to_let_all_of_them_in()
    {
        for (var number = 1; number <= 3000; number++) See("a", number);
        var next = RegistryOf("c-1:1");
        next.Recall(_registry.Known(_now));
        var endpoints = next.Endpoints(EndpointSet.Empty, _now);
        for (var second = 1; second <= 59; second++)
        {
            Pass(TimeSpan.FromSeconds(1));
            foreach (var number in Enumerable.Range(0, 50)) next.See(Endpoint("a", ((second - 1) * 50) + number + 1), _now, _now);
            endpoints = next.Endpoints(endpoints, _now);
            Assert.Equal(3000, endpoints.Of("a").Count);
        }
        Assert.Equal(2950, next.OwnLive.Count());
        Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(2950, next.Endpoints(endpoints, _now).Of("a").Count);
        Assert.Equal(50, next.Removed.Count);
    }

    [Fact]
    public void What_is_taken_away_is_shown_with_the_reason()
    {
        foreach (var number in (int[])[1, 2, 3]) See("a", number);
        _registry.End(new("a", "a-2"), isInOrder: false, _now);
        Ids("a");
        Pass(Linger);
        Ids("a");
        _registry.End(new("a", "a-3"), isInOrder: false, _now);
        _registry.See(Endpoint("a", 3) with { ProxyId = "a-new" }, _now, _now);
        Ids("a");

        Assert.Equal(["a-2: no control node has seen it for too long", "a-3: another proxy has its address and port"], _registry.Removed.Select(one => $"{one.Registration.ProxyId}: {one.Why}"));
    }

    internal static ProxyRegistry RegistryOf(string node) => new(node, 1, RegistrySettings.Default);

    internal static Registration Endpoint(string service, int number) =>
        new(service, $"{service}-{number}", $"10.0.{number / 250}.{(number % 250) + 1}", service[0] * 10, null, 1, new Dictionary<string, string>());

    /// <summary>A node tells what changed with it, and all of it to one who lacks what came before.</summary>
    internal static void Tell(ProxyRegistry from, IEnumerable<RegistryShare> changes, ProxyRegistry to, DateTimeOffset now)
    {
        if (changes.Select(share => to.Hear(share, now)).ToList().Contains(Hearing.Lacking))
            foreach (var share in from.Share()) to.Hear(share, now);
    }

    private void See(string service, int number) => Assert.Null(_registry.See(Endpoint(service, number), _now, _now));

    private void Hear(ProxyRegistry other)
    {
        foreach (var share in other.Share()) _registry.Hear(share, _now);
    }

    private void Pass(TimeSpan time) => _now += time;

    private IEnumerable<string> Ids(string service) => (_endpoints = _registry.Endpoints(_endpoints, _now)).Of(service).Select(endpoint => endpoint.Registration.ProxyId);

    private IEnumerable<string> Stale(string service) => (_endpoints = _registry.Endpoints(_endpoints, _now)).Of(service).Where(endpoint => endpoint.IsStale).Select(endpoint => endpoint.Registration.ProxyId);
}
