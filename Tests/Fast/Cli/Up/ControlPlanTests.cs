using System.Net;
using ActorMesh.Cli.Up;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Up;

public sealed class ControlPlanTests
{
    [Fact]
    public void The_usual_mesh_has_its_control_node_where_control_listens_by_itself()
    {
        var plan = Plan(offset: 0);
        Assert.Equal(("127.0.0.1:15010", "127.0.0.1:15014", "http://127.0.0.1:15014/"), ($"{plan.Xds}", $"{plan.Api}", plan.ApiUrl.AbsoluteUri));
        Assert.Equal(
            [
                "actormesh.dll", "control", "--name", "shop", "--cluster", "127.0.0.1:15011", "--xds", "127.0.0.1:15010", "--api", "127.0.0.1:15014", "--state", "/run/control",
                "--mesh", "mesh.conf", "--local", "--port-offset", "0", "--end-with-stdin",
            ],
            plan.Command.Arguments);
    }

    [Fact]
    public void Another_mesh_beside_it_moves_all_ports() => Assert.Equal((15110, 15111, 15114), Ports(Plan(offset: 100)));

    [Fact]
    public void What_the_services_have_is_left_to_them() => Assert.Equal((15012, 15013, 15015), Ports(Plan(offset: 0, 15010, 15011, 15014)));

    private static (int Xds, int Cluster, int Api) Ports(ControlPlan plan) => (plan.Xds.Port, plan.Cluster.Port, plan.Api.Port);

    private static ControlPlan Plan(int offset, params int[] taken)
    {
        var mesh = MeshReader.Read(new SourceFile("mesh.conf", "mesh { name = shop }\nservices { orders { port = 8081 } }")).Mesh!;
        return ControlPlan.Of(mesh, "mesh.conf", "/run", offset, isInsecure: false, taken.Select(port => new IPEndPoint(IPAddress.Loopback, port)), ("dotnet", ["actormesh.dll"]));
    }
}
