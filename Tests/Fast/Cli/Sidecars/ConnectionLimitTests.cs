using ActorMesh.Cli.Sidecars;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Sidecars;

public sealed class ConnectionLimitTests
{
    [Theory]
    [InlineData("1048576", 10_000)] // Never more than that.
    [InlineData("20000", 9_744)]
    [InlineData("1024", 256)]
    [InlineData("256", 16)] // Never less, or nothing would be served.
    [InlineData("unlimited", 10_000)]
    public void Half_of_the_file_descriptors_may_be_clients(string soft, int expected) => Assert.Equal(expected, ConnectionLimit.Of(
    [
        "Limit                     Soft Limit           Hard Limit           Units     ",
        "Max processes             7                    7                    processes ",
        $"Max open files            {soft,-20} 1048576              files     ",
    ]));

    [Fact]
    public void A_system_that_does_not_say_gets_the_usual() => Assert.Equal(10_000, ConnectionLimit.Of([]));
}
