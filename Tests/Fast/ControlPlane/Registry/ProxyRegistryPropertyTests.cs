using ActorMesh.ControlPlane.Registry;
using ActorMesh.Runtime.Contracts.Cluster;
using CsCheck;
using Xunit;
using static ActorMesh.Tests.Fast.ControlPlane.Registry.ProxyRegistryTests;

namespace ActorMesh.Tests.Fast.ControlPlane.Registry;

/// <summary>Who is an endpoint, whatever happens in whatever order.</summary>
public sealed class ProxyRegistryPropertyTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

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
        var registry = RegistryOf("reader:1");
        foreach (var share in shares) registry.Hear(share, now);
        return registry.Endpoints(EndpointSet.Empty, now);
    }

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

    /// <summary>Three nodes; what the first of them knows is looked at after everything that happens.</summary>
    private sealed class Nodes
    {
        private readonly ProxyRegistry[] _all = [RegistryOf("c-0:1"), RegistryOf("c-1:1"), RegistryOf("c-2:1")];
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
                    _all[stream.Node].End(new(happened.Service, id), isInOrder: true, Now);
                    _left.Add(id);
                    break;
                case Kind.Lose when _streams.Remove(id, out var stream):
                    _all[stream.Node].End(new(happened.Service, id), isInOrder: false, Now);
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

        private void Tell(ProxyRegistry from, IEnumerable<RegistryShare> changes, ProxyRegistry to) => ProxyRegistryTests.Tell(from, changes, to, Now);

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
