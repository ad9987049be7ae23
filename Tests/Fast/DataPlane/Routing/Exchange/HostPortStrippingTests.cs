using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Exchange;

/// <summary>The listener is at port 8080, and its routes know hosts without ports only.</summary>
public sealed class HostPortStrippingTests
{
    [Theory]
    [InlineData(HostPortStripping.None, "a.test:8080", null)]
    [InlineData(HostPortStripping.None, "a.test", "a.test")]
    [InlineData(HostPortStripping.Matching, "a.test:8080", "a.test")]
    [InlineData(HostPortStripping.Matching, "a.test:81", null)]
    [InlineData(HostPortStripping.Matching, "[::1]:8080", "[::1]")]
    [InlineData(HostPortStripping.Any, "a.test:81", "a.test")]
    [InlineData(HostPortStripping.Any, "[::1]:81", "[::1]")]
    [InlineData(HostPortStripping.Any, "[::1]", "[::1]")]
    public void The_port_is_gone_for_routes_and_upstream(HostPortStripping stripping, string host, string? forwarded)
    {
        var head = Requests.Request("/", host);
        Assert.Equal(forwarded, Forwarded(stripping, head));
    }

    [Fact]
    public void CONNECT_is_routed_without_and_forwarded_with_its_port() =>
        Assert.Equal("a.test:81", Forwarded(HostPortStripping.Any, Requests.Request("a.test:81", "a.test:81", "CONNECT")));

    [Fact]
    public void The_next_request_has_its_own_port()
    {
        var head = Requests.Request("/", "a.test:81");
        Forwarded(HostPortStripping.Any, head);
        head.Reset([], 0, 0);
        head.RestorePort();
        Assert.True(head.Authority.IsEmpty);
    }

    private static string? Forwarded(HostPortStripping stripping, RequestHead head)
    {
        var table = RouteTables.Table("""
            {"virtual_hosts":[{"name":"a","domains":["a.test","[::1]"],"routes":[
              {"match":{"connect_matcher":{}},"route":{"cluster":"c","upgrade_configs":[{"upgrade_type":"CONNECT"}]}},
              {"match":{"prefix":"/"},"route":{"cluster":"c"}}]}]}
            """);
        var plan = Exchanges.Service(new HttpConnectionSettings { HostPortStripping = stripping }, table, Exchanges.Cluster()).Plan();
        return plan.Send(head) is null ? head.Authority.Text() : null;
    }
}
