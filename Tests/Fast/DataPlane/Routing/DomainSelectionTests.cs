using ActorMesh.DataPlane.Routing;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Requests;
using static ActorMesh.Tests.Fast.Kit.RouteTables;

namespace ActorMesh.Tests.Fast.DataPlane.Routing;

public sealed class DomainSelectionTests
{
    private static readonly string[] Domains =
    [
        "www.foo.com", "*.foo.com", "*-bar.foo.com", "*.a.foo.com", "foo.*", "foo.bar.*", "www.foo.com:8080", "[::1]:9000", "[::1]", "*",
    ];

    [Theory]
    [InlineData("www.foo.com", "www.foo.com")]
    [InlineData("WWW.Foo.COM", "www.foo.com")]
    [InlineData("www.foo.com.", "www.foo.com")]
    [InlineData("www.foo.com:8080", "www.foo.com:8080")]
    [InlineData("www.foo.com.:8080", "www.foo.com:8080")]
    [InlineData("www.foo.com:80", "*")]
    [InlineData("api.foo.com", "*.foo.com")]
    [InlineData("x.y.foo.com", "*.foo.com")]
    [InlineData("x.a.foo.com", "*.a.foo.com")]
    [InlineData("z-bar.foo.com", "*-bar.foo.com")]
    [InlineData("foo.com", "foo.*")]
    [InlineData("foo.bar.org", "foo.bar.*")]
    [InlineData("foo.x", "foo.*")]
    [InlineData("foo.", "*")]
    [InlineData("[::1]", "[::1]")]
    [InlineData("[::1]:9000", "[::1]:9000")]
    [InlineData("[::1]:9001", "*")]
    [InlineData("elsewhere", "*")]
    public void The_most_specific_domain_wins(string host, string expected) => Assert.Equal(expected, HostOf(TableOfDomains(Domains), host));

    [Theory]
    [InlineData("*.foo.com", "foo.com")]
    [InlineData("foo.*", "foo.")]
    [InlineData("foo.*", "foo")]
    public void A_wildcard_stands_for_at_least_one_character(string domain, string host) =>
        Assert.Null(HostOf(TableOfDomains([domain]), host));

    [Fact]
    public void An_exact_name_wins_over_any_wildcard_whatever_the_order()
    {
        var table = TableOfDomains(["*", "foo.*", "*.com", "foo.com"]);
        Assert.Equal("foo.com", HostOf(table, "foo.com"));
        Assert.Equal("*.com", HostOf(table, "foo.bar.com")); // suffixes come before prefixes
    }

    [Theory]
    [InlineData("foo.com:1234")]
    [InlineData("FOO.com.:80")]
    [InlineData("foo.com")]
    public void The_port_is_ignored_when_told(string host)
    {
        var table = Table("""{"ignore_port_in_host_matching":true,"virtual_hosts":[{"name":"foo","domains":["foo.com"]},{"name":"v6","domains":["[::1]"]}]}""");
        Assert.Equal("foo", HostOf(table, host));
        Assert.Equal("v6", HostOf(table, "[::1]:70"));
    }

    [Fact]
    public void A_very_long_authority_is_compared_whole()
    {
        var label = string.Join('.', Enumerable.Repeat("abcdefghij", 40));
        var table = TableOfDomains([label, "*.com"]);
        Assert.Equal(label, HostOf(table, label.ToUpperInvariant()));
        Assert.Equal("*.com", HostOf(table, label + ".com"));
        Assert.Null(HostOf(table, label + ".org"));
    }

    [Fact]
    public void A_request_without_authority_is_served_by_the_star_only()
    {
        var head = Raw("GET / HTTP/1.0\r\n\r\n");
        Assert.Equal("*", TableOfDomains(["*", "foo.com"]).Match(head, Facts(), 0).VirtualHost?.Name);
        Assert.Equal(RouteMiss.NoVirtualHost, TableOfDomains(["foo.com"]).Match(head, Facts(), 0).Miss);
    }

    [Fact]
    public void No_virtual_host_and_no_route_are_told_apart()
    {
        var table = TableOfDomains(["foo.com"]);
        Assert.Equal(RouteMiss.NoVirtualHost, table.Match(Request(host: "bar.com"), Facts(), 0).Miss);
        Assert.Equal(RouteMiss.NoRoute, table.Match(Request(host: "foo.com"), Facts(), 0).Miss);
        Assert.Equal(RouteMiss.None, TableOf(RouteFor("""{"prefix":"/"}""")).Match(Request(), Facts(), 0).Miss);
    }

    [Fact]
    public void Another_header_may_select_the_virtual_host()
    {
        var table = Table("""{"vhost_header":"x-host","virtual_hosts":[{"name":"foo","domains":["foo.com"]}]}""");
        Assert.Equal("foo", table.Match(Request(host: "bar.com", headers: "X-Host: FOO.com"), Facts(), 0).VirtualHost?.Name);
        Assert.Null(table.Match(Request(host: "foo.com"), Facts(), 0).VirtualHost);
    }

    [Theory]
    [InlineData("NONE", null, false, "taken")]
    [InlineData("ALL", null, false, "require_tls")]
    [InlineData("ALL", null, true, "taken")]
    [InlineData("ALL", "http", true, "require_tls")]
    [InlineData("ALL", "https", false, "taken")]
    [InlineData("ALL", "HTTPS", false, "taken")]
    [InlineData("ALL", "gopher", false, "require_tls")]
    [InlineData("EXTERNAL_ONLY", "http", false, "require_tls")]
    public void Require_tls_judges_by_forwarded_proto_then_by_the_connection(string requirement, string? proto, bool isTls, string expected)
    {
        var table = TlsTable(requirement);
        var facts = Facts();
        facts.IsTls = isTls;
        var head = proto is null ? Request() : Request(headers: $"x-forwarded-proto: {proto}");
        Assert.Equal(expected, table.Match(head, facts, 0).Route?.Name);
    }

    [Fact]
    public void Require_tls_for_strangers_lets_internal_requests_through() =>
        Assert.Equal("taken", TlsTable("EXTERNAL_ONLY").RouteName(Request(headers: "x-envoy-internal: true")));

    private static RouteTable TlsTable(string requirement) => Table(
        $$"""{"virtual_hosts":[{"name":"v","domains":["*"],"require_tls":"{{requirement}}","routes":[{{RouteFor("""{"prefix":"/"}""")}}]}]}""");

    private static RouteTable TableOfDomains(string[] domains) => Table(
        $$"""{"virtual_hosts":[{{string.Join(',', domains.Select(domain => $$"""{"name":"{{domain}}","domains":["{{domain}}"]}"""))}}]}""");

    private static string? HostOf(RouteTable table, string host) =>
        table.Match(Raw($"GET / HTTP/1.1\r\nhost: {host}\r\n\r\n"), Facts(), 0).VirtualHost?.Name;
}
