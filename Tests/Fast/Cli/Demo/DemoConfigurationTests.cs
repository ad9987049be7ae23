using ActorMesh.Cli.Demo;
using ActorMesh.Cli.Sidecars;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Demo;

public sealed class DemoConfigurationTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void The_sample_is_without_findings_and_uses_the_ports_that_are_announced(int offset)
    {
        var sample = new DemoConfiguration(offset);
        var reading = ConfigurationReader.Read(sample.Text, DemoConfiguration.Name, lenient: false);
        Assert.Empty(reading.Diagnostics);
        Assert.Equal(sample.AdminPort, reading.Admin!.Port);
        Assert.Equal((uint)sample.ProxyPort, reading.Bootstrap!.StaticResources.Listeners[0].Address.SocketAddress.PortValue);
        var endpoints = reading.Bootstrap.StaticResources.Clusters[0].LoadAssignment.Endpoints[0].LbEndpoints;
        Assert.Equal(
            [sample.FirstWorkloadPort, sample.FirstWorkloadPort + 1, sample.FirstWorkloadPort + 2],
            endpoints.Select(endpoint => (int)endpoint.Endpoint.Address.SocketAddress.PortValue));
    }
}
