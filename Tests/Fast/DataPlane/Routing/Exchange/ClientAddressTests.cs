using System.Net;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Exchange;

/// <summary>The rule of use_remote_address and xff_num_trusted_hops (Envoy, "x-forwarded-for").</summary>
public sealed class ClientAddressTests
{
    private const string Peer = "127.0.0.1";

    [Theory]
    [InlineData(false, 0, "20.2.2.2")]
    [InlineData(false, 1, "10.1.1.1")]
    [InlineData(false, 2, Peer)]
    [InlineData(true, 0, Peer)]
    [InlineData(true, 1, "20.2.2.2")]
    [InlineData(true, 2, "10.1.1.1")]
    [InlineData(true, 3, Peer)]
    public void Trusted_hops_are_counted_from_the_right(bool useRemoteAddress, int hops, string expected)
    {
        var settings = new HttpConnectionSettings { UseRemoteAddress = useRemoteAddress, TrustedHops = hops };
        foreach (var fields in (string[][])[["x-forwarded-for: 10.1.1.1, 20.2.2.2"], ["X-Forwarded-For:10.1.1.1", "x: y", "x-forwarded-for: 20.2.2.2 "]])
            Assert.Equal(expected, Noted(settings, fields).ClientAddress.Span.Text());
        Assert.Equal(Peer, Noted(settings).ClientAddress.Span.Text());
    }

    [Theory]
    [InlineData("unknown", Peer, "127.0.0.1:4321")]
    [InlineData("", Peer, "127.0.0.1:4321")]
    [InlineData("10.1.1.1,", Peer, "127.0.0.1:4321")]
    [InlineData("10.1", Peer, "127.0.0.1:4321")]
    [InlineData("010.1.1.1", Peer, "127.0.0.1:4321")]
    [InlineData("10.1.1.1:80", Peer, "127.0.0.1:4321")]
    [InlineData("[2001:db8::1]", Peer, "127.0.0.1:4321")]
    [InlineData("fe80::1%1", Peer, "127.0.0.1:4321")]
    [InlineData("10.1.1.1", "10.1.1.1", "10.1.1.1:0")]
    [InlineData("2001:DB8:0::1", "2001:db8::1", "[2001:db8::1]:0")]
    [InlineData("::ffff:10.1.1.1", "10.1.1.1", "10.1.1.1:0")]
    public void What_is_no_address_counts_for_nothing(string noted, string address, string withPort)
    {
        var facts = Noted(new HttpConnectionSettings(), "x-forwarded-for: " + noted);
        Assert.Equal((address, withPort), (facts.ClientAddress.Span.Text(), facts.ClientAddressAndPort.Span.Text()));
    }

    [Fact]
    public void Nothing_of_a_request_stays_for_the_next()
    {
        var (client, facts, settings) = (new ClientAddress(Exchanges.Peer), new ExchangeFacts(), new HttpConnectionSettings());
        foreach (var (fields, expected) in new[] { ("10.0.0.1", "10.0.0.1"), ("bad", Peer), ("bad", Peer), ("10.0.0.1", "10.0.0.1"), ("10.0.0.2", "10.0.0.2") })
        {
            client.Note(facts, Requests.Request(headers: "x-forwarded-for: " + fields).Headers, settings);
            Assert.Equal(expected, facts.ClientAddress.Span.Text());
            client.Note(facts, Requests.Request().Headers, settings);
            Assert.Equal(Peer, facts.ClientAddress.Span.Text());
        }
    }

    [Fact]
    public void An_absent_or_repeated_header_allocates_nothing()
    {
        var (client, facts, settings) = (new ClientAddress(Exchanges.Peer), new ExchangeFacts(), new HttpConnectionSettings());
        var heads = new[] { Requests.Request().Headers, Requests.Request(headers: "x-forwarded-for: 10.0.0.1").Headers };
        foreach (var headers in heads) client.Note(facts, headers, settings);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) client.Note(facts, heads[i % 2], settings);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void An_edge_notes_the_peer_and_says_who_the_client_is()
    {
        var settings = new HttpConnectionSettings { UseRemoteAddress = true, TrustedHops = 1 };
        var head = Requests.Request(headers: ["x-forwarded-for: 10.1.1.1", "x-envoy-external-address: 6.6.6.6"]);
        var plan = Exchanges.Service(settings, RouteTables.TableOf(RouteTables.RouteFor("""{"prefix":"/"}""")), Exchanges.Cluster()).Plan();
        Assert.Null(plan.Send(head));
        Assert.Equal(("10.1.1.1, 127.0.0.1", "10.1.1.1"), (head.Headers.Header("x-forwarded-for"), head.Headers.Header("x-envoy-external-address")));
    }

    private static ExchangeFacts Noted(HttpConnectionSettings settings, params string[] fields)
    {
        var facts = new ExchangeFacts();
        new ClientAddress(Exchanges.Peer).Note(facts, Requests.Request(headers: fields).Headers, settings);
        return facts;
    }
}
