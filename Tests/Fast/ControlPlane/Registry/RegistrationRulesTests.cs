using ActorMesh.ControlPlane.Registry;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Registry;

/// <summary>What may be registered, and how it is kept.</summary>
public sealed class RegistrationRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ProxyRegistry _registry = ProxyRegistryTests.RegistryOf("c-1:1");

    [Theory]
    [InlineData("a-1.example", 80, 1, "no IP address")]
    [InlineData("10.1", 80, 1, "no IP address")]
    [InlineData("0.0.0.0", 80, 1, "no address of anything")]
    [InlineData("::", 80, 1, "no address of anything")]
    [InlineData("169.254.169.254", 80, 1, "link-local")]
    [InlineData("fe80::1", 80, 1, "link-local")]
    [InlineData("::ffff:169.254.1.1", 80, 1, "link-local")]
    [InlineData("224.0.0.1", 80, 1, "multicast")]
    [InlineData("ff02::1", 80, 1, "multicast")]
    [InlineData("255.255.255.255", 80, 1, "broadcast")]
    [InlineData("fe80::1%eth0", 80, 1, "no IP address")]
    [InlineData("10.0.0.1", 0, 1, "no port")]
    [InlineData("10.0.0.1", 80, 0, "weight")]
    [InlineData("10.0.0.1", 80, 129, "weight")]
    public void What_cannot_be_called_is_refused(string address, int port, int weight, string why)
    {
        var problem = _registry.See(new Registration("a", "a-1", address, port, null, weight, new Dictionary<string, string>()), Now, Now);

        Assert.Contains(why, problem, StringComparison.Ordinal);
        Assert.Empty(Known());
    }

    [Theory]
    [InlineData("2001:DB8:0:0::1", "2001:db8::1")]
    [InlineData("::ffff:10.0.0.7", "10.0.0.7")]
    public void One_address_has_one_spelling(string written, string kept)
    {
        _registry.See(ProxyRegistryTests.Endpoint("a", 1) with { Address = written }, Now, Now);

        Assert.Equal(kept, Assert.Single(Known()).Registration.Address);
    }

    [Fact]
    public void A_registration_that_weighs_too_much_is_refused()
    {
        var labels = Enumerable.Range(0, 20).ToDictionary(i => $"label-{i}", _ => new string('x', 240), StringComparer.Ordinal);

        Assert.Contains("4096 are the most", _registry.See(ProxyRegistryTests.Endpoint("a", 1) with { Labels = labels }, Now, Now), StringComparison.Ordinal);
    }

    private IReadOnlyList<RegisteredEndpoint> Known() => _registry.Endpoints(EndpointSet.Empty, Now).Of("a");
}
