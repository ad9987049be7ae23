using ActorMesh.ControlPlane.Resources;
using ActorMesh.DataPlane;
using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Tests.Fast.ControlPlane.Xds;
using ActorMesh.Tests.Fast.Kit;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Discovered;

namespace ActorMesh.Tests.Fast.DataPlane.Configuration.Discovery;

/// <summary>A sidecar and the control plane of this mesh, over real gRPC.</summary>
public sealed class OwnControlPlaneTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actormesh-own-").FullName;
    private XdsHost _host = null!;
    private long _version;

    public async Task InitializeAsync() => _host = await XdsHost.Start();

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_went_while_the_sidecar_was_away_is_gone_when_it_is_back(bool isDelta)
    {
        Publish(Cluster("orders"), Assignment("orders", 9001), Cluster("stock"), Assignment("stock", 9003), Listener("in", 0, "main"), Routes("main", "orders"));
        await Live(isDelta, status => status.Snapshot is { Clusters.Count: 2, Listeners.Count: 1 });
        Publish(Cluster("orders"), Assignment("orders", 9002));

        await Live(isDelta, status => status.Snapshot is { Clusters.Count: 1, Listeners.Count: 0 });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_listener_that_opens_after_all_is_no_longer_refused(bool isDelta)
    {
        using var taken = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        taken.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        taken.Listen();
        var port = ((System.Net.IPEndPoint)taken.LocalEndPoint!).Port;
        Publish(Cluster("orders"), Assignment("orders", 9001), Listener("in", port, Routes("main", "orders")));

        await Live(isDelta, _ => StateOfListeners() is { Refusal: { } refusal } && refusal.Reason.Contains("cannot bind", StringComparison.Ordinal), async sidecar =>
        {
            taken.Dispose();
            await XdsHost.Until(() => sidecar.Status.Listeners.Count == 1 && StateOfListeners() is { Refusal: null, IsSynced: true });
        });
    }

    private ActorMesh.ControlPlane.Fleet.TypeState? StateOfListeners() => _host.Fleet.Proxies.GetValueOrDefault("orders-1")?.Types.GetValueOrDefault(ResourceTypes.Listener);

    /// <summary>The life of a process, until something holds.</summary>
    private async Task Live(bool isDelta, Func<SidecarStatus, bool> until, Func<Sidecar, Task>? then = null)
    {
        await using var sidecar = Sidecar.Start(TimeProvider.System, connectionsMax: 10, seed: 1, drainLimit: TimeSpan.FromSeconds(1));
        var settings = new DiscoverySettings([_host.Address.Authority], new Node { Id = "orders-1", Cluster = "orders" }) { IsDelta = isDelta, StateFolder = _folder };
        await using var client = sidecar.Follow(settings, new Bootstrap(), _ => { });
        await XdsHost.Until(() => until(sidecar.Status));
        if (then is not null) await then(sidecar);
    }

    private void Publish(params IMessage[] resources)
    {
        _version++;
        _host.Feed.Publish(Shares.Mesh(_version, new WorkloadResources(
            1, _version, Set(ResourceTypes.Cluster, resources), Set(ResourceTypes.Endpoints, resources), Set(ResourceTypes.Listener, resources), Set(ResourceTypes.Route, resources))));
    }

    private static ResourceSet Set(string typeUrl, IMessage[] resources) => ResourceSet.Of(typeUrl, from resource in resources.Select(Any.Pack).Zip(resources)
        where resource.First.TypeUrl == typeUrl
        select new VersionedResource(DiscoveredType.NameOf(resource.Second), Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(resource.First.Value.Span)), resource.First));
}
