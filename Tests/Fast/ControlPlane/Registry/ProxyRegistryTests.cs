using ActorMesh.ControlPlane.Registry;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Registry;

/// <summary>Who is an endpoint, whatever happens to proxies, streams and control nodes.</summary>
public sealed class ProxyRegistryTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Linger = RegistrySettings.Default.Linger;

    private readonly ProxyRegistry _registry = Registry("c-1:1");
    private EndpointSet _endpoints = EndpointSet.Empty;
    private DateTimeOffset _now = Start;

    [Fact]
    public void Who_registers_is_an_endpoint_until_it_leaves()
    {
        See("a", 1);
        Assert.Equal(["a-1"], Ids("a"));

        _registry.End("a-1", isInOrder: true, _now);

        Assert.Empty(Ids("a"));
    }

    [Fact]
    public void One_of_three_that_is_lost_goes_after_a_while()
    {
        See("a", 1);
        See("a", 2);
        See("a", 3);
        _registry.End("a-2", isInOrder: false, _now);

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
        _registry.End("a-2", isInOrder: false, _now);
        _registry.End("a-3", isInOrder: false, _now);
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
        _registry.End("a-1", isInOrder: false, _now);
        Ids("a");
        Pass(Linger * 20);
        Assert.Equal(["a-1"], Stale("a"));

        _registry.Forget("a-1", _now);

        Assert.Empty(Ids("a"));
        Assert.Empty(_registry.Share()[0].Proxies);
    }

    [Fact]
    public void Nobody_who_is_in_sight_is_forgotten()
    {
        See("a", 1);

        _registry.Forget("a-1", _now);

        Assert.Equal(["a-1"], Ids("a"));
    }

    [Fact]
    public void Who_comes_back_in_time_never_left()
    {
        See("a", 1);
        var before = _endpoints = _registry.Endpoints(_endpoints, _now);
        _registry.End("a-1", isInOrder: false, _now);
        Pass(TimeSpan.FromSeconds(5));
        See("a", 1);

        Assert.Same(before, _registry.Endpoints(before, _now));
    }

    [Fact]
    public void Another_at_the_same_address_replaces_one_that_is_lost()
    {
        See("a", 1);
        _registry.End("a-1", isInOrder: false, _now);
        Ids("a");

        _registry.See(Endpoint("a", 1) with { ProxyId = "a-new" }, _now, _now);

        Assert.Equal(["a-new"], Ids("a"));
    }

    [Fact]
    public void What_a_silent_or_unreachable_node_saw_is_lost()
    {
        See("a", 1);
        See("a", 2);
        var other = Registry("c-2:1");
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
        var first = Registry("c-2:1");
        first.See(Endpoint("a", 1), _now, _now);
        Pass(TimeSpan.FromSeconds(1));
        See("a", 1);
        Pass(TimeSpan.FromSeconds(1));
        _registry.End("a-1", isInOrder: true, _now);
        first.End("a-1", isInOrder: false, _now);
        Hear(first);

        Assert.Equal(["a-2", "a-3"], Ids("a"));
    }

    [Fact]
    public void Who_was_given_up_and_is_back_in_sight_is_lost_anew_when_it_is_lost_again()
    {
        See("a", 1);
        See("a", 2);
        var other = Registry("c-2:1");
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
        other.End("a-3", isInOrder: false, _now);
        Hear(other);

        Assert.Equal(["a-1", "a-2", "a-3"], Ids("a"));
    }

    [Fact]
    public void A_node_that_starts_anew_and_knows_nobody_takes_nobody_away()
    {
        var other = Registry("c-2:1");
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
        var next = Registry("c-1:1");
        next.Recall(_registry.Known(_now));
        var endpoints = next.Endpoints(EndpointSet.Empty, _now);
        Assert.Equal(4, endpoints.Of("a").Count);
        _now += Linger * 2;
        next.See(Endpoint("a", 1), _now, _now);
        Assert.Equal(4, next.Endpoints(endpoints, _now).Of("a").Count);
        next.See(Endpoint("a", 2), _now, _now);

        Assert.Equal(["a-1", "a-2"], next.Endpoints(endpoints, _now).Of("a").Select(endpoint => endpoint.Registration.ProxyId));
    }

    [Theory]
    [InlineData("a-1.example", 80, 1, "no IP address")]
    [InlineData("10.1", 80, 1, "no IP address")]
    [InlineData("0.0.0.0", 80, 1, "no IP address")]
    [InlineData("fe80::1%eth0", 80, 1, "no IP address")]
    [InlineData("10.0.0.1", 0, 1, "no port")]
    [InlineData("10.0.0.1", 80, 0, "weight")]
    [InlineData("10.0.0.1", 80, 129, "weight")]
    public void What_cannot_be_called_is_refused(string address, int port, int weight, string why)
    {
        var problem = _registry.See(new Registration("a", "a-1", address, port, null, weight, new Dictionary<string, string>()), _now, _now);

        Assert.Contains(why, problem, StringComparison.Ordinal);
        Assert.Empty(Ids("a"));
    }

    [Fact]
    public void One_address_has_one_spelling()
    {
        _registry.See(Endpoint("a", 1) with { Address = "2001:DB8:0:0::1" }, _now, _now);

        Assert.Equal("2001:db8::1", _registry.Endpoints(EndpointSet.Empty, _now).Of("a")[0].Registration.Address);
    }

    [Fact]
    public void A_share_in_pieces_is_heard_when_it_is_whole()
    {
        var other = Registry("c-2:1");
        var labels = Enumerable.Range(0, 15).ToDictionary(i => $"label-{i}", _ => new string('x', 240), StringComparer.Ordinal);
        for (var number = 1; number <= 150; number++) Assert.Null(other.See(Endpoint("a", number) with { Labels = labels }, _now, _now));
        var pieces = other.Share();
        var assembly = new ShareAssembly();

        Assert.Equal(3, pieces.Count);
        Assert.All(pieces, piece => Assert.InRange(piece.CalculateSize(), 1, FramePieces.BytesMax + 1024));
        Assert.Null(assembly.Add(pieces[2]));
        Assert.Null(assembly.Add(pieces[0]));
        Assert.Equal(150, assembly.Add(pieces[1])!.Count);
    }

    [Fact]
    public void A_registration_that_weighs_too_much_is_refused()
    {
        var labels = Enumerable.Range(0, 20).ToDictionary(i => $"label-{i}", _ => new string('x', 240), StringComparer.Ordinal);

        Assert.Contains("4096 are the most", _registry.See(Endpoint("a", 1) with { Labels = labels }, _now, _now), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rolling_restart_of_a_thousand_tells_each_change_once()
    {
        for (var number = 1; number <= 1000; number++) See("a", number);
        var reader = Registry("c-2:1");
        foreach (var share in _registry.Changes()) Assert.Equal(Hearing.News, reader.Hear(share, _now));
        var told = 0;
        for (var number = 1; number <= 1000; number++)
        {
            Pass(TimeSpan.FromSeconds(1));
            _registry.End($"a-{number}", isInOrder: true, _now);
            told += TellChanges(reader);
            Pass(TimeSpan.FromSeconds(1));
            See("a", number);
            told += TellChanges(reader);
        }

        Assert.Equal(2000, told);
        Assert.Equal(1000, reader.Endpoints(EndpointSet.Empty, _now).Of("a").Count);
    }

    [Fact]
    public void Who_missed_changes_asks_for_all_and_not_again_at_once()
    {
        See("a", 1);
        var reader = Registry("c-2:1");
        _registry.Changes();
        See("a", 2);
        Assert.Equal(Hearing.Lacking, reader.Hear(_registry.Changes()[0], _now));
        See("a", 3);
        Assert.Equal(Hearing.Nothing, reader.Hear(_registry.Changes()[0], _now));
        Assert.Empty(reader.Heard);

        foreach (var share in _registry.Share()) reader.Hear(share, _now);

        Assert.Equal(["c-1:1"], reader.Heard);
        Assert.Equal(3, reader.Endpoints(EndpointSet.Empty, _now).Of("a").Count);
    }

    [Fact]
    public void Who_left_long_ago_is_told_of_no_more()
    {
        See("a", 1);
        _registry.End("a-1", isInOrder: true, _now);
        var reader = Registry("c-2:1");
        Told(_registry, _registry.Changes(), reader, _now);
        Pass(RegistrySettings.Default.GoneKept + TimeSpan.FromSeconds(1));
        _registry.Endpoints(EndpointSet.Empty, _now);

        Assert.Equal(["a-1"], _registry.Changes().SelectMany(share => share.Proxies).Select(proxy => proxy.ProxyId));
        Assert.Empty(_registry.Share().SelectMany(share => share.Proxies));
        Assert.Empty(_registry.Changes().SelectMany(share => share.Proxies));
    }

    [Fact]
    public void A_node_whose_clock_was_set_back_is_heard_all_the_same()
    {
        var first = new ProxyRegistry("c-2:1", 9, RegistrySettings.Default);
        first.See(Endpoint("a", 1), _now, _now);
        Hear(first);
        var second = new ProxyRegistry("c-2:1", 4, RegistrySettings.Default);
        second.See(Endpoint("b", 2), _now, _now);
        Hear(second);
        Assert.Equal(["b-2"], Ids("b"));

        first.See(Endpoint("b", 3), _now, _now);
        Hear(first);

        Assert.Equal(["b-2"], Ids("b"));
    }

    [Fact]
    public void Many_that_are_lost_together_have_the_time_that_it_takes_to_let_all_of_them_in()
    {
        for (var number = 1; number <= 3000; number++) See("a", number);
        var next = Registry("c-1:1");
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
        _registry.End("a-2", isInOrder: false, _now);
        Ids("a");
        Pass(Linger);
        Ids("a");
        _registry.End("a-3", isInOrder: false, _now);
        _registry.See(Endpoint("a", 3) with { ProxyId = "a-new" }, _now, _now);
        Ids("a");

        Assert.Equal(["a-2: no control node has seen it for too long", "a-3: another proxy has its address and port"], _registry.Removed.Select(one => $"{one.Registration.ProxyId}: {one.Why}"));
    }

    [Fact]
    public void Loss_alone_never_empties_a_service() => Event.Array[1, 60].Sample(events =>
    {
        var mesh = new Nodes();
        foreach (var happened in events) mesh.Happen(happened);

        Assert.Equal("", mesh.Emptied);
    }, iter: 400);

    [Fact]
    public void In_sight_of_all_that_live_exactly_those_are_endpoints_in_the_end() => Event.Array[1, 60].Sample(events =>
    {
        var mesh = new Nodes();
        foreach (var happened in events) mesh.Happen(happened);
        mesh.Heal();

        foreach (var service in (string[])["a", "b"])
        {
            var live = mesh.LiveOf(service);
            var known = mesh.Endpoints.Of(service).Where(endpoint => !endpoint.IsStale).Select(endpoint => endpoint.Registration.ProxyId);
            Assert.Equal(live, known);
        }
    }, iter: 200);

    [Fact]
    public void The_order_in_which_nodes_are_heard_changes_nothing() => Gen.Select(Event.Array[1, 40], Gen.Int[0, 5]).Sample((events, order) =>
    {
        var mesh = new Nodes();
        foreach (var happened in events) mesh.Happen(happened);
        var shares = mesh.Shares();
        var one = Told(shares, mesh.Now);
        var other = Told([.. shares.Skip(order % shares.Count).Concat(shares.Take(order % shares.Count)).Reverse().Concat(shares)], mesh.Now);

        foreach (var service in (string[])["a", "b"]) Assert.Equal(one.Of(service), other.Of(service));
    }, iter: 200);

    private static EndpointSet Told(IEnumerable<RegistryShare> shares, DateTimeOffset now)
    {
        var registry = Registry("reader:1");
        foreach (var share in shares) registry.Hear(share, now);
        return registry.Endpoints(EndpointSet.Empty, now);
    }

    internal static ProxyRegistry Registry(string node) => new(node, 1, RegistrySettings.Default);

    internal static Registration Endpoint(string service, int number) =>
        new(service, $"{service}-{number}", $"10.0.{number / 250}.{(number % 250) + 1}", service[0] * 10, null, 1, new Dictionary<string, string>());

    private void See(string service, int number) => Assert.Null(_registry.See(Endpoint(service, number), _now, _now));

    private void Hear(ProxyRegistry other)
    {
        foreach (var share in other.Share()) _registry.Hear(share, _now);
    }

    private int TellChanges(ProxyRegistry reader) => _registry.Changes().Sum(share =>
    {
        reader.Hear(share, _now);
        return share.Proxies.Count;
    });

    private void Pass(TimeSpan time) => _now += time;

    private IEnumerable<string> Ids(string service) => (_endpoints = _registry.Endpoints(_endpoints, _now)).Of(service).Select(endpoint => endpoint.Registration.ProxyId);

    private IEnumerable<string> Stale(string service) => (_endpoints = _registry.Endpoints(_endpoints, _now)).Of(service).Where(endpoint => endpoint.IsStale).Select(endpoint => endpoint.Registration.ProxyId);

    internal enum Kind
    {
        Come,
        Leave,
        Lose,
        Cut,
        Join,
        Wait,
    }

    internal readonly record struct Happening(Kind Kind, int Node, string Service, int Number, int Seconds);

    private static readonly Gen<Happening> Event =
        from kind in Gen.Enum<Kind>()
        from node in Gen.Int[0, 2]
        from service in Gen.OneOf("a", "b")
        from number in Gen.Int[1, 6]
        from seconds in Gen.Int[1, 40]
        select new Happening(kind, node, service, number, seconds);

    /// <summary>A node tells what changed with it, and all of it to one who lacks what came before.</summary>
    private static void Told(ProxyRegistry from, IEnumerable<RegistryShare> changes, ProxyRegistry to, DateTimeOffset now)
    {
        if (changes.Select(share => to.Hear(share, now)).ToList().Contains(Hearing.Lacking))
            foreach (var share in from.Share()) to.Hear(share, now);
    }

    /// <summary>Three nodes; what the first of them knows is looked at after everything that happens.</summary>
    private sealed class Nodes
    {
        private readonly ProxyRegistry[] _all = [Registry("c-0:1"), Registry("c-1:1"), Registry("c-2:1")];
        private readonly bool[] _isCut = new bool[3];
        private readonly Dictionary<string, (string Service, int Node)> _streams = new(StringComparer.Ordinal);
        // Who leaves in order does not come back: a node that hears late of both would not be wrong to believe either.
        private readonly HashSet<string> _left = new(StringComparer.Ordinal);

        public DateTimeOffset Now { get; private set; } = Start;

        public EndpointSet Endpoints { get; private set; } = EndpointSet.Empty;

        /// <summary>A service that lost its last endpoint although that one did not leave.</summary>
        public string Emptied { get; private set; } = "";

        public void Happen(Happening happened)
        {
            var id = $"{happened.Service}-{happened.Number}";
            Now += TimeSpan.FromMilliseconds(10);
            switch (happened.Kind)
            {
                case Kind.Come when !_streams.ContainsKey(id) && !_left.Contains(id):
                    _all[happened.Node].See(Endpoint(happened.Service, happened.Number), Now, Now);
                    _streams[id] = (happened.Service, happened.Node);
                    break;
                case Kind.Leave when _streams.Remove(id, out var stream):
                    _all[stream.Node].End(id, isInOrder: true, Now);
                    _left.Add(id);
                    break;
                case Kind.Lose when _streams.Remove(id, out var stream):
                    _all[stream.Node].End(id, isInOrder: false, Now);
                    break;
                case Kind.Cut or Kind.Join when happened.Node > 0:
                    _isCut[happened.Node] = happened.Kind == Kind.Cut;
                    break;
            }
            for (var second = 0; second < (happened.Kind == Kind.Wait ? happened.Seconds : 1); second++) Look();
        }

        /// <summary>All nodes hear each other again, and time passes.</summary>
        public void Heal()
        {
            Array.Clear(_isCut);
            for (var second = 0; second < 120; second++) Look();
        }

        public IEnumerable<string> LiveOf(string service) => _streams.Where(stream => stream.Value.Service == service).Select(stream => stream.Key).Order(StringComparer.Ordinal);

        public IReadOnlyList<RegistryShare> Shares() => [.. _all.SelectMany(node => node.Share())];

        private void Tell(ProxyRegistry from, IEnumerable<RegistryShare> changes, ProxyRegistry to) => Told(from, changes, to, Now);

        private void Look()
        {
            Now += TimeSpan.FromSeconds(1);
            var changes = Array.ConvertAll(_all, node => node.Changes());
            for (var node = 1; node < _all.Length; node++)
            {
                if (_isCut[node]) continue;
                Tell(_all[node], changes[node], _all[0]);
                Tell(_all[0], changes[0], _all[node]);
                _all[node].Endpoints(EndpointSet.Empty, Now);
            }
            _all[0].Reach(new Dictionary<string, bool> { ["c-1:1"] = !_isCut[1], ["c-2:1"] = !_isCut[2] });
            var before = Endpoints;
            Endpoints = _all[0].Endpoints(before, Now);
            Emptied += string.Join(", ", before.Services.Where(service =>
                Endpoints.Of(service).Count == 0 && before.Of(service).Any(endpoint => !_left.Contains(endpoint.Registration.ProxyId))));
        }
    }
}
