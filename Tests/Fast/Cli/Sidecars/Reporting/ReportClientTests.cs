using ActorMesh.Cli.Sidecars.Reporting;
using ActorMesh.DataPlane.Configuration.Discovery;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Sidecars.Reporting;

public sealed class ReportClientTests
{
    [Theory]
    [InlineData("actormesh epoch=3 sequence=41 node=a", true, "a:1")]
    [InlineData("actormesh epoch=3 sequence=41 node=a", false, null)]
    [InlineData("istiod-7f9", true, null)]
    [InlineData("", true, null)]
    public void Only_a_control_plane_of_ours_that_is_connected_is_told(string identifier, bool isConnected, string? server) =>
        Assert.Equal(server, ReportClient.ServerOf(new DiscoveryStatus("a:1", isConnected, default, identifier, null)));
}
