using System.Collections.Concurrent;
using ActorMesh.DataPlane;
using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.Hocon.Envoy;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Time;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.Fast.Kit;
using Google.Protobuf;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Discovered;

namespace ActorMesh.Tests.Fast.DataPlane.Configuration.Discovery;

/// <summary>A sidecar and a control plane that is none of ours, over real gRPC.</summary>
public sealed class DiscoveryClientTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string _folder = Directory.CreateTempSubdirectory("actormesh-discovery-").FullName;
    private readonly ConcurrentQueue<DiscoveryReport> _reports = new();
    private readonly Sidecar _sidecar = Sidecar.Start(TimeProvider.System, connectionsMax: 10, seed: 1, drainLimit: TimeSpan.FromSeconds(1));
    private ScriptedControlPlane _server = null!;
    private DiscoveryClient? _client;

    public async Task InitializeAsync() => _server = await ScriptedControlPlane.Start();

    public async Task DisposeAsync()
    {
        if (_client is not null) await _client.DisposeAsync();
        await _sidecar.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_control_plane_sends_comes_into_force_and_what_it_changes_changes(bool isDelta)
    {
        _server.Publish(Cluster("orders"), Assignment("orders", 9001), Listener("in", 0, "main"), Routes("main", "orders"));
        Follow(isDelta);
        await Holds("a listener is open", () => _sidecar.Status.Listeners.Count == 1);
        Assert.Equal(["127.0.0.1:9001"], EndpointsOf("orders"));
        Assert.Equal("test-node", _server.Node!.Id);

        _server.Publish(Cluster("orders"), Assignment("orders", 9001, 9002), Listener("in", 0, "main"), Routes("main", "orders"));
        await Holds("the endpoint is there", () => EndpointsOf("orders").Count == 2);
        await Holds("it is told", () => _reports.OfType<DiscoveryReport.Applied>().Any(applied => applied.Change.Clusters.Changed is ["orders"] && applied.Change.Listeners.IsEmpty));

        _server.Publish();
        await Holds("all is gone", () => _sidecar.Status.Snapshot is { Clusters.Count: 0, Listeners.Count: 0 });
        Assert.Empty(_server.Refusals);
    }

    [Fact]
    public async Task A_control_plane_that_sends_what_was_refused_again_and_again_is_answered_once_a_second()
    {
        _server.SendsRefusedAgain = true;
        _server.Publish(Cluster("orders"), Assignment("orders", 9001));
        Follow();
        await Holds("the good one is there", () => EndpointsOf("orders").Count == 1);
        var bad = Cluster("orders");
        bad.LbPolicy = ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster.Types.LbPolicy.Maglev;
        bad.MaglevLbConfig = new() { TableSize = 4 };
        var began = TimeProvider.System.GetTimestamp();
        _server.Publish(bad, Assignment("orders", 9001));
        await Holds("it is refused three times", () => _server.Refusals.Count >= 3);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.FromSeconds(1.9), Patience);

        _server.Publish(Cluster("orders"), Assignment("orders", 9001, 9002));
        await Holds("the next good one is there", () => EndpointsOf("orders").Count == 2);
    }

    [Fact]
    public async Task A_bad_resource_is_refused_with_its_reason_and_the_old_one_runs_on()
    {
        _server.Publish(Cluster("orders"), Assignment("orders", 9001), Listener("in", 0, Routes("main", "orders")));
        Follow();
        await Holds("a listener is open", () => _sidecar.Status.Listeners.Count == 1);

        var bad = Cluster("orders");
        bad.LbPolicy = ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster.Types.LbPolicy.Maglev;
        bad.MaglevLbConfig = new() { TableSize = 4 };
        _server.Publish(bad, Cluster("stock"), Assignment("orders", 9001), Assignment("stock", 9003), Listener("in", 0, Routes("main", "orders")));
        await Holds("the good one is there", () => EndpointsOf("stock").Count == 1);
        var refusal = Assert.Single(_server.Refusals);
        Assert.StartsWith("cluster 'orders': ", refusal, StringComparison.Ordinal);
        Assert.Contains("table_size", refusal, StringComparison.Ordinal);
        Assert.Equal(["127.0.0.1:9001"], EndpointsOf("orders"));
        var last = _server.Requests.Last(request => request.ErrorDetail is not null);
        Assert.Equal("1", last.VersionInfo);
        Assert.Equal(1, _client!.Status.Types[(int)DiscoveredType.Cluster].Rejections);
    }

    [Fact]
    public async Task Without_a_control_plane_all_goes_on_and_another_life_starts_from_disk()
    {
        _server.Publish(Cluster("orders"), Assignment("orders", 9001), Listener("in", 0, "main"), Routes("main", "orders"));
        Follow();
        await Holds("a listener is open", () => _sidecar.Status.Listeners.Count == 1);
        await _server.DisposeAsync();
        await Holds("the loss is seen", () => !_client!.Status.IsConnected);
        Assert.Single(_sidecar.Status.Listeners);

        await _client!.DisposeAsync();
        await using var another = Sidecar.Start(TimeProvider.System, connectionsMax: 10, seed: 1, drainLimit: TimeSpan.FromSeconds(1));
        await using var client = another.Follow(Settings(isDelta: false), new Bootstrap(), _reports.Enqueue);
        _client = null;
        await Holds("it runs what was kept", () => another.Status.Listeners.Count == 1);
        Assert.False(client.Status.IsConnected);
        Assert.NotNull(client.Status.KeptAt);
    }

    [Fact]
    public async Task An_answer_that_is_older_than_what_runs_is_not_taken()
    {
        _server.Identifier = "actormesh epoch=2 sequence=7 node=a";
        _server.Publish(Cluster("orders"), Assignment("orders", 9001));
        Follow();
        await Holds("it runs", () => EndpointsOf("orders").Count == 1);
        Assert.Equal(new DiscoveryFence(2, 7), _client!.Status.Fence);

        _server.Identifier = "actormesh epoch=1 sequence=900 node=b";
        _server.Publish();
        await Holds("it is refused", () => _client.Status.StaleAnswers > 0);
        Assert.Single(EndpointsOf("orders"));
        Assert.Equal("actormesh epoch=2 sequence=7 node=a", _client.Status.Identifier);

        _server.Identifier = "actormesh epoch=2 sequence=8 node=a";
        _server.Publish(Cluster("orders"), Assignment("orders", 9001, 9002));
        await Holds("a newer one is taken", () => EndpointsOf("orders").Count == 2);
    }

    [Fact]
    public async Task A_control_plane_that_counts_anew_is_taken_when_somebody_says_so()
    {
        _server.Identifier = "actormesh epoch=2 sequence=7 node=a";
        _server.Publish(Cluster("orders"), Assignment("orders", 9001));
        Follow();
        await Holds("it runs", () => EndpointsOf("orders").Count == 1);
        _server.Identifier = "actormesh epoch=1 sequence=1 node=a";
        _server.Publish(Cluster("orders"), Assignment("orders", 9001, 9002));
        await Holds("it is refused", () => _client!.Status.StaleAnswers > 0);

        _client!.ForgetOrder();
        await Holds("it is taken", () => EndpointsOf("orders").Count == 2);
        Assert.Equal(new DiscoveryFence(1, 1), _client.Status.Fence);
    }

    [Fact]
    public async Task The_order_is_kept_though_nothing_else_has_changed()
    {
        _server.Identifier = "actormesh epoch=1 sequence=7 node=a";
        _server.Publish(Cluster("orders"), Assignment("orders", 9001));
        Follow();
        await Holds("it runs", () => EndpointsOf("orders").Count == 1);
        _server.Identifier = "actormesh epoch=2 sequence=1 node=b";
        _server.Publish(Cluster("orders"), Assignment("orders", 9001));
        await Holds("it is taken", () => _client!.Status.Fence == new DiscoveryFence(2, 1));
        await _server.DisposeAsync();
        await _client!.DisposeAsync();

        Assert.Equal(2, new DiscoveryStore(_folder).Load(new Instant(0)).Kept!.Fence!.Value.Epoch);
        _client = null;
    }

    [Fact]
    public async Task By_difference_what_went_while_the_sidecar_was_away_is_gone_when_it_is_back()
    {
        _server.Publish(Cluster("orders"), Assignment("orders", 9001), Cluster("stock"), Assignment("stock", 9003), Listener("in", 0, "main"), Routes("main", "orders"));
        Follow(isDelta: true);
        await Holds("it runs", () => EndpointsOf("stock").Count == 1 && _sidecar.Status.Listeners.Count == 1);
        await _client!.DisposeAsync();
        _server.Publish(Cluster("orders"), Assignment("orders", 9001));

        await using var another = Sidecar.Start(TimeProvider.System, connectionsMax: 10, seed: 1, drainLimit: TimeSpan.FromSeconds(1));
        _client = another.Follow(Settings(isDelta: true), new Bootstrap(), _reports.Enqueue);
        await Holds("it runs what is left", () => another.Status.Snapshot is { Listeners.Count: 0 } snapshot && snapshot.Clusters.Keys.SequenceEqual(["orders"]));
        await _client.DisposeAsync();
        _client = null;
    }

    [Fact]
    public async Task By_difference_what_went_while_no_stream_was_there_is_gone_when_there_is_one()
    {
        _server.Publish(Cluster("orders"), Assignment("orders", 9001), Cluster("stock"), Assignment("stock", 9003), Listener("in", 0, "main"), Routes("main", "orders"));
        Follow(isDelta: true);
        await Holds("it runs", () => EndpointsOf("stock").Count == 1);
        _server.Hang();
        await Holds("the loss is seen", () => !_client!.Status.IsConnected);
        _server.Publish(Cluster("orders"), Assignment("orders", 9001), Listener("in", 0, "main"), Routes("main", "orders"));

        await Holds("it runs what is left", () => _sidecar.Status.Snapshot.Clusters.Keys.SequenceEqual(["orders"]));
    }

    [Fact]
    public async Task A_listener_whose_own_routes_lead_nowhere_stands_in_nobodys_way()
    {
        _server.Publish(Cluster("orders"), Assignment("orders", 9001), Listener("in", 0, Routes("main", "orders")), Listener("lost", 0, Routes("main", "stock")));
        Follow();
        await Holds("the other listener is open", () => _sidecar.Status.Listeners.Count == 1);
        await Holds("the control plane hears of it", () => _server.Refusals.Any(refusal => refusal.StartsWith("listener 'lost': ", StringComparison.Ordinal)));

        _server.Publish(Cluster("orders"), Assignment("orders", 9001, 9002), Listener("in", 0, Routes("main", "orders")), Listener("lost", 0, Routes("main", "stock")));
        await Holds("other changes come into force", () => EndpointsOf("orders").Count == 2);
        _server.Publish(
            Cluster("orders"), Assignment("orders", 9001, 9002), Cluster("stock"), Assignment("stock", 9003),
            Listener("in", 0, Routes("main", "orders")), Listener("lost", 0, Routes("main", "stock")));
        await Holds("it opens when they lead somewhere", () => _sidecar.Status.Listeners.Count == 2);
    }

    [Fact]
    public async Task A_listener_whose_address_is_taken_stands_in_nobodys_way()
    {
        using var taken = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        taken.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        taken.Listen();
        var port = ((System.Net.IPEndPoint)taken.LocalEndPoint!).Port;
        _server.Publish(Cluster("orders"), Assignment("orders", 9001), Listener("in", 0, Routes("main", "orders")), Listener("blocked", port, Routes("main", "orders")));
        Follow();
        await Holds("the other listener is open", () => _sidecar.Status.Listeners.Count == 1);
        await Holds("the control plane hears of it", () => _server.Refusals.Any(refusal => refusal.StartsWith("listener 'blocked': cannot bind", StringComparison.Ordinal)));

        taken.Dispose();
        await Holds("it opens when the address is free", () => _sidecar.Status.Listeners.Count == 2);
        await Holds("the control plane hears of that", () => _server.Requests.Last(request => request.TypeUrl == DiscoveredType.Listener.Url).ErrorDetail is null);
    }

    private void Follow(bool isDelta = false) => _client = _sidecar.Follow(Settings(isDelta), new Bootstrap(), _reports.Enqueue);

    private DiscoverySettings Settings(bool isDelta) => new([_server.Address], new Node { Id = "test-node", Cluster = "shop" })
    {
        IsDelta = isDelta,
        StateFolder = _folder,
        Read = (body, type) => ResourceReader.Read(body, type.Descriptor) is { Resource: { } resource }
            ? resource
            : throw new ActorMesh.DataPlane.Configuration.ResourceException(type.Noun, string.Join("; ", ResourceReader.Read(body, type.Descriptor).Problems)),
    };

    private IReadOnlyList<string> EndpointsOf(string cluster) =>
        [.. _sidecar.Status.Clusters.Where(one => one.Name == cluster).SelectMany(one => one.View?.Members ?? []).Select(member => $"{member.Cell.Address}")];

    private static Task Holds(string what, Func<bool> condition) => Eventually.Holds(what, condition, Patience);
}
