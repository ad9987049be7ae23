using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Time;
using ActorMesh.Tests.Fast.Kit;
using Google.Protobuf;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Configuration.Discovery;

/// <summary>A client and a model of a control plane, with answers that are late, bad or lost; and, kept apart, what must be there.</summary>
internal sealed class DiscoveryJourney(int seed)
{
    private static readonly string[] ClusterNames = ["a", "b", "c"];
    private static readonly string[] ListenerNames = ["x", "y"];

    private readonly Random _random = new(seed);
    private readonly ModelControlPlane _server = new();
    private readonly DiscoveryState _state = new(new(["control:1"], new Node { Id = "n" }), new Bootstrap(), new Instant(0));
    private readonly Dictionary<(DiscoveredType, string), IMessage> _lastGood = [];
    private Instant _now = new(0);
    private bool _isConnected;

    public void Run(IEnumerable<int> events)
    {
        foreach (var one in events) Act(one);
        if (!_isConnected) Connect();
        _server.Publish(World(good: true));
        while (_server.Sent.Count > 0) Deliver();
        // What is gone may be used a moment longer by routes that name it.
        _now += DiscoveryAssembly.LingerMax;
        Converged();
    }

    private void Act(int one)
    {
        switch (one)
        {
            case 0 when !_isConnected:
                Connect();
                break;
            case 1 when _isConnected:
                _server.Lose();
                _state.Close();
                _isConnected = false;
                break;
            case 2:
                _server.Publish(World(good: false));
                break;
            case 3:
                _now += TimeSpan.FromSeconds(_random.Next(20));
                _state.Expire(_now);
                _state.Assemble(_now);
                break;
            default:
                if (_isConnected && _server.Sent.Count > 0) Deliver();
                break;
        }
    }

    private void Connect()
    {
        _isConnected = true;
        foreach (var question in _state.Open()) _server.Hear(question);
    }

    private void Deliver()
    {
        var answer = _server.Sent.Dequeue();
        var step = _state.Receive(answer, _now);
        var isBad = answer.Resources.Any(item => _state.Ledger(answer.Type).IsWanted(NameOf(answer.Type, item)) && IsBad(Message(answer.Type, item)));
        Assert.Equal(isBad, step.Questions[0].Problem is not null);
        Assert.Equal(answer.Nonce, step.Questions[0].Nonce);
        Remember(answer);
        foreach (var question in step.Questions) _server.Hear(question);
        _state.Assemble(_now);
        NothingIsLost();
    }

    /// <summary>What must be there after an answer, by rules that are simpler than those of the client.</summary>
    private void Remember(DiscoveryAnswer answer)
    {
        if (answer.Type.HasWildcard)
            foreach (var key in _lastGood.Keys.Where(key => key.Item1 == answer.Type && answer.Resources.All(item => NameOf(answer.Type, item) != key.Item2)).ToList())
                _lastGood.Remove(key);
        foreach (var item in answer.Resources)
            if (!IsBad(Message(answer.Type, item))) _lastGood[(answer.Type, NameOf(answer.Type, item))] = Message(answer.Type, item);
    }

    private void NothingIsLost()
    {
        foreach (var ((type, name), message) in _lastGood)
            if (_state.Ledger(type).IsWanted(name) && type.HasWildcard) Assert.Equal(message, _state.Ledger(type).Accepted[name].Message);
    }

    private void Converged()
    {
        var assembled = _state.Assemble(_now).StaticResources;
        var (clusters, listeners) = (Of(DiscoveredType.Cluster), Of(DiscoveredType.Listener));
        Assert.Empty(_state.Warming);
        Assert.Equal(clusters.Keys.Order(StringComparer.Ordinal), assembled.Clusters.Select(one => one.Name).Order(StringComparer.Ordinal));
        Assert.Equal(listeners.Keys.Order(StringComparer.Ordinal), assembled.Listeners.Select(one => one.Name).Order(StringComparer.Ordinal));
        Assert.All(assembled.Clusters, one => Assert.Equal<IMessage>(Of(DiscoveredType.Endpoints)[one.Name], one.LoadAssignment));
        foreach (var listener in assembled.Listeners)
        {
            var routes = listener.FilterChains[0].Filters[0].TypedConfig.Unpack<HttpConnectionManager>().RouteConfig;
            routes.ValidateClusters = null;
            Assert.Equal<IMessage>(Of(DiscoveredType.Routes)[routes.Name], routes);
        }
    }

    private Dictionary<string, IMessage> Of(DiscoveredType type) =>
        _server.World.Where(one => one.Descriptor == type.Descriptor).ToDictionary(one => DiscoveredType.NameOf(one), StringComparer.Ordinal);

    private List<IMessage> World(bool good)
    {
        var world = new List<IMessage>();
        foreach (var name in ClusterNames.Where(_ => _random.Next(4) > 0))
        {
            var cluster = Discovered.Cluster(name);
            cluster.AltStatName = $"{name}{_random.Next(3)}";
            if (!good && _random.Next(5) == 0) cluster.MaglevLbConfig = new() { TableSize = 4 };
            if (cluster.MaglevLbConfig is not null) cluster.LbPolicy = Cluster.Types.LbPolicy.Maglev;
            world.Add(cluster);
            if (good || _random.Next(6) > 0) world.Add(Discovered.Assignment(name, !good && _random.Next(5) == 0 ? 0 : 1 + _random.Next(3)));
        }
        foreach (var name in ListenerNames.Where(_ => _random.Next(4) > 0))
        {
            var routes = $"r{_random.Next(2)}";
            world.Add(Discovered.Listener(name, 0, routes));
            if (world.All(one => one.Descriptor != DiscoveredType.Routes.Descriptor || DiscoveredType.NameOf(one) != routes))
                world.Add(Discovered.Routes(routes, !good && _random.Next(5) == 0 ? "" : "a"));
        }
        return world;
    }

    private static bool IsBad(IMessage message) => message switch
    {
        Cluster cluster => cluster.MaglevLbConfig is not null,
        ActorMesh.Runtime.Contracts.Envoy.Endpoints.ClusterLoadAssignment assignment => assignment.Endpoints[0].LbEndpoints[0].Endpoint.Address.SocketAddress.PortValue == 0,
        ActorMesh.Runtime.Contracts.Envoy.Routes.RouteConfiguration routes => routes.VirtualHosts[0].Routes[0].Route_.Cluster.Length == 0,
        _ => false,
    };

    private static IMessage Message(DiscoveredType type, DiscoveryAnswer.Item item) => type.Descriptor.Parser.ParseFrom(item.Body.Value);

    private static string NameOf(DiscoveredType type, DiscoveryAnswer.Item item) => DiscoveredType.NameOf(Message(type, item));
}
