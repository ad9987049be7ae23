using ActorMesh.Cli.Control.Api;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf.WellKnownTypes;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Control;

public sealed class ProxyStandingTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("7/7/ 7/7/", 7, "synced", 7)]
    [InlineData("7/7/ 7/6/", 7, "stale", 6)]
    [InlineData("6/6/ 6/6/", 7, "stale", 6)]
    [InlineData("7/7/ 7/6/no", 7, "nack", 6)]
    [InlineData("", 7, "stale", 0)]
    [InlineData("8/8/ 8/8/", 7, "synced", 8)]
    public void A_proxy_stands_as_the_worst_of_its_types(string types, long wanted, string state, long version)
    {
        var shape = ProxyStanding.Of("n1", Proxy(types), wanted);
        Assert.Equal((state, version, wanted, "n1"), (shape.State, shape.Version, shape.Wanted, shape.Node));
    }

    [Fact]
    public void One_whose_stream_ended_is_lost_since_then_whatever_it_ran()
    {
        var proxy = Proxy("7/7/");
        (proxy.State, proxy.LostAt) = (FleetProxy.Types.State.Lost, Now.AddMinutes(3).ToTimestamp());
        var shape = ProxyStanding.Of("n1", proxy, 7);
        Assert.Equal(("lost", Now.AddMinutes(3), null), (shape.State, shape.Since, shape.Node));
    }

    [Fact]
    public void Why_one_is_no_endpoint_is_told_whichever_node_has_it()
    {
        var proxy = Proxy("7/7/");
        proxy.RegistrationProblem = "the mesh has no service 'b'";
        Assert.Equal("the mesh has no service 'b'", ProxyStanding.Of("n2", proxy, 7).RegistrationProblem);
    }

    [Fact]
    public void A_client_without_a_proxy_stays_one()
    {
        var proxy = Proxy("7/7/");
        proxy.IsProxyless = true;
        Assert.True(ProxyStanding.Of("n1", proxy, 7).IsProxyless);
    }

    [Fact]
    public void Types_stand_in_the_order_in_which_they_are_sent()
    {
        var shape = ProxyStanding.Of("n1", Proxy("7/7/ 7/7/ 7/7/ 7/7/"), 7);
        Assert.Equal(["CDS", "EDS", "LDS", "RDS"], shape.Types.Select(type => type.Type));
    }

    /// <param name="types">Each as sent/acknowledged/refusal.</param>
    private static FleetProxy Proxy(string types)
    {
        var proxy = new FleetProxy { Id = "orders-1", Service = "orders", Agent = "actormesh/0.1.0", State = FleetProxy.Types.State.Connected, ConnectedAt = Now.ToTimestamp() };
        var all = types.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(type => type.Split('/')).Select((parts, index) => new FleetType
        {
            TypeUrl = ResourceTypes.InOrder[index], Sent = long.Parse(parts[0]), Acknowledged = long.Parse(parts[1]), Refusal = parts[2], At = Now.ToTimestamp(),
        });
        proxy.Types_.AddRange(all.Reverse());
        proxy.Running = proxy.Types_.Select(type => type.Acknowledged).DefaultIfEmpty().Min();
        return proxy;
    }
}
