using ActorMesh.ControlPlane;
using ActorMesh.Runtime.Identity;
using ActorMesh.Tests.Fast.ControlPlane.Resources;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane;

public sealed class CallerTests
{
    [Theory]
    [InlineData("/ns/default/sa/orders", "orders")]
    [InlineData("/ns/other/sa/orders", null)]
    [InlineData("/ns/other/sa/unknown", "unknown")]
    [InlineData("/actormesh/member", null)]
    public void A_service_is_its_namespace_s(string path, string? service)
    {
        var mesh = Published.Compiler().Compile(Published.Mesh(Published.Shop), ActorMesh.ControlPlane.Registry.EndpointSet.Empty);
        var caller = new Caller(SpiffeId.Parse($"spiffe://mesh{path}")) { IsForeign = mesh.IsForeign };

        Assert.Equal(service, caller.Service);
        Assert.Equal(service is null, caller.Problem("orders-1", "orders")?.Contains("no workload of this mesh", StringComparison.Ordinal) ?? false);
    }
}
