using System.Net;
using ActorMesh.ControlPlane.Xds;
using ActorMesh.ControlPlane.Xds.Subscriptions;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using Google.Protobuf.WellKnownTypes;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Xds;

public sealed class NodeReaderTests
{
    [Theory]
    [InlineData("a\nb", "orders")]
    [InlineData("a\u001b[2J", "orders")]
    [InlineData("a", "orders\r")]
    public void Names_that_would_break_a_line_are_refused(string id, string cluster)
    {
        var refused = Assert.Throws<StreamRefusedException>(() => NodeReader.Identity(new Node { Id = id, Cluster = cluster }));
        Assert.Contains("control character", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", "10.0.0.5", false)]
    [InlineData("::1", "10.0.0.5", false)]
    [InlineData("::ffff:127.0.0.9", "10.0.0.5", false)]
    [InlineData("169.254.1.1", "10.0.0.5", false)]
    [InlineData("fe80::1", "10.0.0.5", false)]
    [InlineData("10.0.0.5", "10.0.0.5", true)]
    [InlineData("169.253.1.1", "10.0.0.5", true)]
    [InlineData("127.0.0.1", null, true)]
    [InlineData("169.254.169.254", null, false)]
    public void An_address_that_only_its_own_machine_has_is_not_taken_from_another(string address, string? elsewhere, bool isTaken)
    {
        var node = new Node { Id = "orders-1", Cluster = "orders", Metadata = new Struct() };
        node.Metadata.Fields[MeshMetadata.Registration] = Value.ForStruct(new Struct { Fields = { ["address"] = Value.ForString(address), ["port"] = Value.ForNumber(80) } });

        var from = elsewhere is null ? null : IPAddress.Parse(elsewhere);
        if (isTaken) Assert.NotNull(NodeReader.Registration(node, from));
        else Assert.Contains("--advertise", Assert.Throws<StreamRefusedException>(() => NodeReader.Registration(node, from)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_other_is_taken() => Assert.Equal("pod-1~größe", NodeReader.Identity(new Node { Id = "pod-1~größe", Cluster = "orders" }).Id);
}
