using ActorMesh.Hocon.Compiling.Security;
using ActorMesh.Tests.Fast.Hocon.Mesh;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Compiling;

public sealed class WithoutIdentityTests
{
    [Theory]
    [InlineData("web")]
    [InlineData("orders")]
    public void Where_nobody_proves_who_they_are_nothing_is_compiled_that_asks(string service)
    {
        var open = WithoutIdentity.Of(MeshSample.Mesh(Compiled.Text("mtls.mode = strict, authz.default = deny")));
        var compiled = Compiled.Of(open, service).Bootstrap;

        Assert.All(compiled.StaticResources.Clusters, cluster => Assert.Null(cluster.TransportSocket));
        Assert.All(compiled.StaticResources.Listeners.SelectMany(listener => listener.FilterChains), chain => Assert.Null(chain.TransportSocket));
    }

    [Fact]
    public void A_copy_of_a_mesh_finds_what_it_has_itself()
    {
        var mesh = MeshSample.Mesh(Compiled.Text(""));
        var copy = mesh with { Services = [.. mesh.Services.Select(service => service with { })] };

        Assert.Same(copy.Services[1], copy.Find("orders"));
        Assert.Same(copy.Services[1], Assert.Single(copy.CalleesOf(copy.Services[0])));
        Assert.Same(copy.Services[0], Assert.Single(copy.CallersOf("orders")));
    }
}
