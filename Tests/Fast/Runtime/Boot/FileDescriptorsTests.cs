using ActorMesh.Runtime.Boot;
using Xunit;

namespace ActorMesh.Tests.Fast.Runtime.Boot;

public sealed class FileDescriptorsTests
{
    [Theory]
    [InlineData("1048576", 1_048_576L)]
    [InlineData("1024", 1024L)]
    [InlineData("unlimited", null)]
    public void The_soft_limit_counts(string soft, long? expected) => Assert.Equal(expected, FileDescriptors.MaxOf(
    [
        "Limit                     Soft Limit           Hard Limit           Units     ",
        "Max processes             7                    7                    processes ",
        $"Max open files            {soft,-20} 4194304              files     ",
    ]));

    [Fact]
    public void A_system_that_does_not_say_has_no_limit() => Assert.Null(FileDescriptors.MaxOf([]));
}
