using ActorMesh.DataPlane.Bytes.Tls;
using ActorMesh.DataPlane.Listening;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Listening;

/// <summary>Which chain takes a connection.</summary>
public sealed class ChainMatchTests
{
    private static readonly Named Exact = new("exact", new ChainMatch(["orders.shop.local"], null, []));
    private static readonly Named Wide = new("wide", new ChainMatch(["*.shop.local"], null, []));
    private static readonly Named Wider = new("wider", new ChainMatch(["*.local"], null, []));
    private static readonly Named Tls = new("tls", new ChainMatch([], IsTls: true, []));
    private static readonly Named Plain = new("plain", new ChainMatch([], IsTls: false, []));
    private static readonly Named Mesh = new("mesh", new ChainMatch([], IsTls: true, ["actormesh/1"]));
    private static readonly Named Rest = new("rest", ChainMatch.Otherwise);

    [Theory]
    [InlineData("orders.shop.local", "exact")]
    [InlineData("stock.shop.local", "wide")]
    [InlineData("a.b.shop.local", "wide")]
    [InlineData("shop.local", "wider")]
    [InlineData("example.com", "rest")]
    [InlineData("", "rest")]
    public void The_closest_name_wins(string name, string expected) => Assert.Equal(expected, Choose([Wider, Exact, Wide, Rest], new ClientHello(name, [])));

    [Fact]
    public void Transports_part_and_no_hello_is_plain()
    {
        Assert.Equal("tls", Choose([Plain, Tls], new ClientHello("", [])));
        Assert.Equal("plain", Choose([Plain, Tls], hello: null));
        Assert.Equal("mesh", Choose([Plain, Tls, Mesh], new ClientHello("", ["h2", "actormesh/1"])));
        Assert.Equal("tls", Choose([Plain, Mesh, Tls], new ClientHello("", ["h2"])));
    }

    [Fact]
    public void What_no_chain_takes_is_nobody_s()
    {
        Assert.Null(Choose([Tls], hello: null));
        Assert.Null(Choose([Exact], new ClientHello("stock.shop.local", [])));
    }

    /// <summary>As in Envoy: a chain that was chosen by name is not left again because its transport does not fit.</summary>
    [Fact]
    public void A_step_is_not_taken_back()
    {
        var named = new Named("named", new ChainMatch(["orders.shop.local"], IsTls: false, []));
        Assert.Equal("rest", Choose([named, Tls, Rest], new ClientHello("orders.shop.local", [])));
    }

    private static string? Choose(IReadOnlyList<Named> chains, ClientHello? hello) => ChainMatch.Choose(chains, chain => chain.Match, hello)?.Name;

    private sealed record Named(string Name, ChainMatch Match);
}
