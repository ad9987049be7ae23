using ActorMesh.Cli.Describing;
using ActorMesh.Tests.Fast.Cli.Meshes;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Describing;

public sealed class RouteTextTests
{
    [Theory]
    [InlineData("match { header.x-beta = 1 }, split { v2 = 100% }", "header x-beta=1 -> v2 100%")]
    [InlineData("match { path-prefix = /shop, methods = [GET, HEAD] }", "path-prefix /shop, method GET|HEAD -> all endpoints")]
    [InlineData("match { path = /x, query.q { prefix = a } }, split { v1 = 90%, v2 = 10% }", "path /x, query q=a* -> v1 90%, v2 10%")]
    [InlineData("match { path-regex = \"/o/[0-9]+\", header.h { present = off } }, respond { status = 410 }", "path-regex /o/[0-9]+, header h absent -> respond 410")]
    [InlineData("redirect { scheme = https, host = \"shop.example\", status = 301 }", "any -> redirect 301 https://shop.example")]
    [InlineData("redirect { path = /there }", "any -> redirect 308 /there")]
    public void A_route_fits_on_a_line(string route, string expected)
    {
        var mesh = MeshFiles.Mesh($$"""services { orders { port = 1, versions { v1 = "version=v1", v2 = "version=v2" }, routes { r { {{route}} } } } }""");
        Assert.Equal(expected, RouteText.Of(mesh.Services[0].Routes[0]));
    }
}
