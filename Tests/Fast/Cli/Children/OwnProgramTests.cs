using ActorMesh.Cli.Children;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Children;

public sealed class OwnProgramTests
{
    [Fact]
    public void An_executable_is_started_by_itself()
    {
        var (program, first) = OwnProgram.Command("/opt/actormesh/actormesh", "/opt/actormesh/actormesh.dll");
        Assert.Equal("/opt/actormesh/actormesh", program);
        Assert.Empty(first);
    }

    [Theory]
    [InlineData("/usr/bin/dotnet", "/usr/bin/dotnet")]
    [InlineData(null, "dotnet")]
    public void A_library_is_started_by_dotnet(string? running, string expected)
    {
        var (program, first) = OwnProgram.Command(running, "/x/actormesh.dll");
        Assert.Equal(expected, program);
        Assert.Equal(["/x/actormesh.dll"], first);
    }
}
