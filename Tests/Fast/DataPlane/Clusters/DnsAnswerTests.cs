using System.Net;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Configuration;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using Xunit;
using static ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster.Types;

namespace ActorMesh.Tests.Fast.DataPlane.Clusters;

/// <summary>The five cases of dns_lookup_family, from the configured word to the addresses that are used.</summary>
public sealed class DnsAnswerTests
{
    private const string Four = "10.0.0.1 10.0.0.2";
    private const string Six = "2001:db8::1 2001:db8::2";
    private const string Both = "10.0.0.1 2001:db8::1 10.0.0.2 2001:db8::2";

    [Theory]
    [InlineData(DnsLookupFamily.Auto, Both, Six)]
    [InlineData(DnsLookupFamily.Auto, Four, Four)]
    [InlineData(DnsLookupFamily.Auto, Six, Six)]
    [InlineData(DnsLookupFamily.V4Only, Both, Four)]
    [InlineData(DnsLookupFamily.V4Only, Six, "")]
    [InlineData(DnsLookupFamily.V6Only, Both, Six)]
    [InlineData(DnsLookupFamily.V6Only, Four, "")]
    [InlineData(DnsLookupFamily.V4Preferred, Both, Four)]
    [InlineData(DnsLookupFamily.V4Preferred, Four, Four)]
    [InlineData(DnsLookupFamily.V4Preferred, Six, Six)]
    [InlineData(DnsLookupFamily.All, Both, Both)]
    [InlineData(DnsLookupFamily.All, Four, Four)]
    [InlineData(DnsLookupFamily.All, "", "")]
    public void The_family_decides_which_addresses_are_used(DnsLookupFamily configured, string answer, string expected)
    {
        var family = ClusterCompiler.Compile(new Cluster { Name = "c", Type = DiscoveryType.StrictDns, DnsLookupFamily = configured }).DnsFamily;
        Assert.Equal(Addresses(expected), DnsAnswer.Usable(Addresses(answer), family));
    }

    private static List<IPAddress> Addresses(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse)];
}
