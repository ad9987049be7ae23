using ActorMesh.Cli.Sidecars;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Sidecars;

public sealed class ConnectionLimitTests
{
    [Theory]
    [InlineData(1_048_576, 10_000)] // Never more than that.
    [InlineData(20_000, 9_744)]
    [InlineData(1024, 256)]
    [InlineData(256, 16)] // Never less, or nothing would be served.
    public void Half_of_the_file_descriptors_may_be_clients(long descriptors, int expected) => Assert.Equal(expected, ConnectionLimit.Of(descriptors));

    [Fact]
    public void A_system_without_a_limit_gets_the_usual() => Assert.Equal(10_000, ConnectionLimit.Of(null));
}
