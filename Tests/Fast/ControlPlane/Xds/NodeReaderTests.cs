using ActorMesh.ControlPlane.Xds;
using ActorMesh.ControlPlane.Xds.Subscriptions;
using ActorMesh.Runtime.Contracts.Envoy.Core;
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

    [Fact]
    public void Any_other_is_taken() => Assert.Equal("pod-1~größe", NodeReader.Identity(new Node { Id = "pod-1~größe", Cluster = "orders" }).Id);
}
