using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.ControlPlane.Xds;
using ActorMesh.ControlPlane.Xds.Subscriptions;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using ActorMesh.Runtime.Identity;
using ActorMesh.Tests.Fast.Kit;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Xds;

/// <summary>The server as its clients see it, over real connections.</summary>
public sealed class XdsServerTests
{
    [Fact]
    public async Task A_client_gets_what_the_mesh_has_for_it_and_then_what_changes()
    {
        await using var host = await XdsHost.Start();
        host.Feed.Publish(Shares.Mesh(7, Shares.Of(3, clusters: "stock:1", endpoints: "stock:1")));
        using var client = new StateClient(host.Client);
        await client.Ask(ResourceTypes.Cluster);
        var clusters = await client.Answer();
        Assert.Equal("stock:1", StateClient.Texts(clusters));
        Assert.Equal("actormesh epoch=1 sequence=7 node=one", clusters.ControlPlane.Identifier);
        await client.Accept(clusters);
        await client.Ask(ResourceTypes.Endpoints, "stock");
        var endpoints = await client.Answer();
        Assert.Equal("stock:1", StateClient.Texts(endpoints));
        await client.Accept(endpoints, "stock");

        host.Feed.Publish(Shares.Mesh(8, Shares.Of(3, clusters: "stock:1", endpoints: "stock:2")));
        var changed = await client.Answer();
        Assert.Equal((ResourceTypes.Endpoints, "stock:2"), (changed.TypeUrl, StateClient.Texts(changed)));
        Assert.Equal("actormesh epoch=1 sequence=8 node=one", changed.ControlPlane.Identifier);
    }

    [Fact]
    public async Task A_refusal_is_counted_and_told_and_ends_nothing()
    {
        await using var host = await XdsHost.Start();
        host.Feed.Publish(Shares.Mesh(1, Shares.Of(3, clusters: "stock:1")));
        using var client = new StateClient(host.Client);
        await client.Ask(ResourceTypes.Cluster);
        var answer = await client.Answer();
        await client.Ask(ResourceTypes.Cluster, nonce: answer.Nonce, error: "no such filter");
        host.Feed.Publish(Shares.Mesh(2, Shares.Of(4, clusters: "stock:1")));
        await XdsHost.Until(() => host.Fleet.Proxies.GetValueOrDefault("orders-1")?.Types[ResourceTypes.Cluster] is { Refusal: { Version: 3, Reason: "no such filter" }, Sent: 4, Acknowledged: 0 });
        host.Feed.Publish(Shares.Mesh(3, Shares.Of(5, clusters: "stock:2")));
        await client.Accept(await client.Answer());
        await XdsHost.Until(() => host.Fleet.Proxies["orders-1"].Types[ResourceTypes.Cluster] is { IsSynced: true, Acknowledged: 5 });
        Assert.Equal(new TypeCounts(2, 1, 1), host.Server.Statistics.Types[ResourceTypes.Cluster]);
        Assert.True(host.Server.Statistics.PushP99 > TimeSpan.Zero);
    }

    [Fact]
    public async Task What_could_not_be_made_is_made_at_the_next_change()
    {
        await using var host = await XdsHost.Start();
        var (resources, asked) = (Shares.Of(3, clusters: "stock:1"), 0);
        host.Feed.Publish(new MeshResources(1, 1, _ => Interlocked.Increment(ref asked) == 1
            ? Task.FromException<WorkloadResources?>(new InvalidOperationException("no memory"))
            : Task.FromResult<WorkloadResources?>(resources)));
        using var client = new StateClient(host.Client);
        await client.Ask(ResourceTypes.Cluster);
        await XdsHost.Until(() => Volatile.Read(ref asked) == 1 && host.Fleet.Proxies.ContainsKey("orders-1"));
        await client.Ask(ResourceTypes.Listener);
        await client.Accept(await client.Answer());
        await XdsHost.Until(() => host.Fleet.Proxies["orders-1"].Types[ResourceTypes.Cluster].Acknowledged == 3);
    }

    [Fact]
    public async Task A_client_of_an_unknown_service_gets_nothing_and_the_fleet_knows_why()
    {
        await using var host = await XdsHost.Start();
        host.Feed.Publish(Shares.Mesh(1, Shares.Of(1, clusters: "stock:1")));
        using var client = new StateClient(host.Client, service: "ordres");
        await client.Ask(ResourceTypes.Cluster);
        await XdsHost.Until(() => host.Fleet.Proxies.GetValueOrDefault("orders-1")?.Problem == "the mesh has no service ordres; did you mean `orders`?");
        Assert.Equal(0, host.Server.Statistics.Types[ResourceTypes.Cluster].Pushes);
    }

    [Fact]
    public async Task A_mesh_that_is_older_or_lost_the_service_leaves_clients_what_they_have()
    {
        await using var host = await XdsHost.Start();
        host.Feed.Publish(Shares.Mesh(5, Shares.Of(2, clusters: "stock:2"), epoch: 2));
        using var client = new StateClient(host.Client);
        await client.Ask(ResourceTypes.Cluster);
        await client.Accept(await client.Answer());
        host.Feed.Publish(Shares.Mesh(9, Shares.Of(1, clusters: "stock:1"), epoch: 1));
        host.Feed.Publish(new MeshResources(2, 6, _ => MeshResources.Nothing, ["stock"]));
        await XdsHost.Until(() => host.Fleet.Proxies.GetValueOrDefault("orders-1")?.Problem is not null);
        host.Feed.Publish(Shares.Mesh(7, Shares.Of(3, clusters: "stock:3"), epoch: 2));
        Assert.Equal("stock:3", StateClient.Texts(await client.Answer()));
        Assert.Equal(2, host.Server.Statistics.Types[ResourceTypes.Cluster].Pushes);
        await XdsHost.Until(() => host.Fleet.Proxies["orders-1"].Problem is null);
    }

    [Fact]
    public async Task A_proxy_registers_with_its_first_request_and_is_gone_with_its_stream()
    {
        await using var host = await XdsHost.Start();
        using var client = new StateClient(host.Client);
        var labels = new Struct { Fields = { ["track"] = Value.ForString("canary") } };
        client.Node.Metadata = new Struct { Fields = { ["actormesh.registration"] = Value.ForStruct(new Struct { Fields =
        {
            ["address"] = Value.ForString("10.0.0.7"), ["port"] = Value.ForNumber(8080), ["weight"] = Value.ForNumber(2), ["labels"] = Value.ForStruct(labels),
        } }) } };
        await client.Ask(ResourceTypes.Cluster);
        await XdsHost.Until(() => host.Fleet.Proxies.ContainsKey("orders-1"));
        var registration = host.Fleet.Proxies["orders-1"].Registration!;
        Assert.Equal(("orders", "10.0.0.7", 8080, 2, "canary"), (registration.Service, registration.Address, registration.Port, registration.Weight, registration.Labels["track"]));
        await client.Finish();
        await XdsHost.Until(() => host.Fleet.Proxies.IsEmpty && host.Server.Statistics.Streams == 0);
    }

    [Theory]
    [InlineData("localhost", 80, "'localhost' is no IP address")]
    [InlineData("10.1", 80, "'10.1' is no IP address")]
    [InlineData("10.0.0.7", 0, "0 is no port: 1 to 65535")]
    public async Task A_registration_that_cannot_be_used_ends_the_stream_with_what_to_do(string address, double port, string reason)
    {
        await using var host = await XdsHost.Start();
        using var client = new StateClient(host.Client);
        client.Node.Metadata = new Struct { Fields = { ["actormesh.registration"] = Value.ForStruct(new Struct { Fields =
        {
            ["address"] = Value.ForString(address), ["port"] = Value.ForNumber(port),
        } }) } };
        await client.Ask(ResourceTypes.Cluster);
        var end = await client.End();
        Assert.Equal(StatusCode.InvalidArgument, end.StatusCode);
        Assert.Contains(reason, end.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("give address (an IP address) and port", end.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asks_for_the_secret_of_somebody_gets_nothing_and_is_written_down()
    {
        var asks = new ConcurrentQueue<ForeignSecretAsk>();
        await using var host = await XdsHost.Start(new XdsSettings("one") { Audit = asks.Enqueue });
        var root = new PemPair("root");
        host.Feed.Trust(new TrustBundle("shop.local", [X509Certificate2.CreateFromPem(root.Certificate)], 1));
        host.Feed.Publish(Shares.Mesh(1, Shares.Of(1, clusters: "stock:1")));
        using var client = new StateClient(host.Client);
        await client.Ask(ResourceTypes.Secret, "spiffe://shop.local spiffe://shop.local/ns/default/sa/payments");
        var secret = Assert.Single((await client.Answer()).Resources).Unpack<Secret>();

        Assert.Equal("spiffe://shop.local", secret.Name);
        await XdsHost.Until(() => asks.Count == 1);
        Assert.Equal([new ForeignSecretAsk("", "orders-1", "spiffe://shop.local/ns/default/sa/payments")], asks);
        Assert.Equal(1, host.Server.Statistics.ForeignSecrets);
    }

    [Fact]
    public async Task A_client_that_does_not_say_who_it_is_is_told_to()
    {
        await using var host = await XdsHost.Start();
        using var client = new StateClient(host.Client, id: "");
        await client.Ask(ResourceTypes.Cluster);
        Assert.Equal(StatusCode.InvalidArgument, (await client.End()).StatusCode);
    }

    [Fact]
    public async Task A_client_that_asks_without_end_loses_its_stream()
    {
        await using var host = await XdsHost.Start();
        using var client = new StateClient(host.Client);
        var end = client.End();
        try
        {
            for (var i = 0; i < 3 * DiscoveryStream.RequestsMax; i++) await client.Ask(ResourceTypes.Endpoints, $"name{i}");
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException)
        {
            // It ended while we were asking.
        }

        Assert.Equal(StatusCode.ResourceExhausted, (await end).StatusCode);
    }

    [Fact]
    public async Task More_new_streams_than_a_node_bears_are_asked_to_come_back()
    {
        await using var host = await XdsHost.Start(new XdsSettings("one") { OpensPerSecond = 1 });
        using var first = new StateClient(host.Client);
        await first.Ask(ResourceTypes.Cluster);
        await XdsHost.Until(() => host.Server.Statistics.Streams == 1);
        using var second = new StateClient(host.Client, id: "orders-2");
        var end = await second.End();
        Assert.Equal(StatusCode.ResourceExhausted, end.StatusCode);
        Assert.True(long.Parse(end.Trailers.GetValue("grpc-retry-pushback-ms")!) is > 0 and <= 2_000);
        Assert.Equal(1, host.Server.Statistics.TurnedAway);
    }

    [Fact]
    public async Task A_node_that_goes_away_ends_its_streams_and_takes_no_more()
    {
        await using var host = await XdsHost.Start(new XdsSettings("one") { DrainOver = TimeSpan.FromMilliseconds(200) });
        using var client = new StateClient(host.Client);
        await client.Ask(ResourceTypes.Cluster);
        await XdsHost.Until(() => host.Server.Statistics.Streams == 1);
        await host.Server.Drain();
        Assert.Equal(StatusCode.Unavailable, (await client.End()).StatusCode);
        using var late = new StateClient(host.Client);
        Assert.Equal(StatusCode.Unavailable, (await late.End()).StatusCode);
    }

    [Fact]
    public async Task The_stream_that_came_last_speaks_for_its_proxy()
    {
        await using var host = await XdsHost.Start();
        host.Feed.Publish(Shares.Mesh(1, Shares.Of(1, clusters: "stock:1")));
        using var old = new StateClient(host.Client);
        await old.Ask(ResourceTypes.Cluster);
        await old.Accept(await old.Answer());
        using var current = new StateClient(host.Client);
        await current.Ask(ResourceTypes.Cluster);
        await current.Accept(await current.Answer());
        await old.Finish();
        await XdsHost.Until(() => host.Server.Statistics.Streams == 1);
        host.Feed.Publish(Shares.Mesh(2, Shares.Of(2, clusters: "stock:1")));
        await XdsHost.Until(() => host.Fleet.Proxies.GetValueOrDefault("orders-1")?.Types[ResourceTypes.Cluster].Acknowledged == 2);
    }
}
