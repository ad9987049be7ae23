using System.Net;
using ActorMesh.Cli.Up;
using ActorMesh.Hocon.Compiling;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Up;

public sealed class ServicePlannerTests
{
    private const string Shop =
        """
        frontend { port = 8080, expose = "/shop", calls = [stock-list] }
        stock-list { port = 8081, run { command = [python3, "app.py"], directory = app, environment { COLOUR = blue } } }
        payments { port = 8083, run { address = "127.0.0.1:9000" }, expose { path-prefix = "/pay", tls-cert = "c.pem", tls-key = "k.pem" } }
        """;

    [Fact]
    public void Without_a_word_a_stand_in_runs_that_calls_whom_the_service_calls()
    {
        var plan = Plan("frontend");
        var outbound = plan.Place.Outbound.Single();
        Assert.Equal("stock-list", outbound.Callee);
        Assert.Equal(
            ["actormesh.dll", "workload", "--name", "frontend", "--port", $"{plan.Place.App.Port}", "--end-with-stdin", "--call", $"stock-list=http://{outbound.Address}"],
            plan.Application!.Arguments);
        Assert.Equal("dotnet", plan.Application.Program);
    }

    [Fact]
    public void Every_service_gets_a_sidecar_that_follows_the_control_node() => Assert.Equal(
        [
            "actormesh.dll", "sidecar", "--xds", "127.0.0.1:15010", "--service", "payments", "--node-id", "payments", "--admin", $"{Plan("payments").Place.Admin}",
            "--state", "/run/payments.state", "--drain-limit", "5s", "--end-with-stdin", "--token-file", "/run/payments.token",
        ],
        Plan("payments").Sidecar.Arguments);

    [Fact]
    public void A_command_of_the_users_is_kept_and_learns_its_port_and_its_variables()
    {
        var plan = Plan("stock-list");
        Assert.Equal(["actormesh.dll", "keep", "--grace", "5s", "--", "python3", "app.py"], plan.Application!.Arguments);
        Assert.Equal("/x/app", plan.Application.Directory);
        Assert.Equal(("blue", $"{plan.Place.App.Port}"), (plan.Application.Environment["COLOUR"], plan.Application.Environment["PORT"]));
        Assert.Equal("unix:///run/stock-list.state/workload.sock", plan.Application.Environment["SPIFFE_ENDPOINT_SOCKET"]);
    }

    [Fact]
    public void What_runs_already_is_not_started_and_its_port_not_asked_for()
    {
        var plan = Plan("payments");
        Assert.Null(plan.Application);
        Assert.Equal(9000, plan.Place.App.Port);
        Assert.DoesNotContain(plan.Ports(), use => use.Address.Port == 9000);
    }

    [Fact]
    public void The_variable_of_a_callee_is_a_word_of_the_shell() => Assert.Equal("STOCK_LIST_URL", ServicePlanner.UrlVariable("stock-list"));

    [Fact]
    public void Requests_enter_where_the_file_says()
    {
        var plan = Plan("frontend");
        Assert.Equal(($"http://{plan.Place.Ingress}/shop", null), (plan.Target!.Address.AbsoluteUri, plan.Target.Host));
        Assert.Equal($"https://{Plan("payments").Place.Ingress}/pay", Plan("payments").Target!.Address.AbsoluteUri);
        Assert.Null(Plan("stock-list").Target);
    }

    [Fact]
    public void All_its_ports_are_known()
    {
        var plan = Plan("frontend");
        Assert.Equal($"in {plan.Place.Inbound.Port}  stock-list {plan.Place.Outbound[0].Address.Port}", plan.Listeners[..plan.Listeners.IndexOf("  ", "in ".Length + 10, StringComparison.Ordinal)]);
        Assert.EndsWith($"ingress {plan.Place.Ingress!.Port}", plan.Listeners, StringComparison.Ordinal);
        Assert.Equal(plan.Ports().Count(), plan.Ports().Select(use => use.Address).Distinct().Count());
    }

    private static ServicePlan Plan(string service)
    {
        var mesh = Meshes.Of(Shop);
        return new ServicePlanner("/x/mesh.conf", "/run", IPEndPoint.Parse("127.0.0.1:15010"), TimeSpan.FromSeconds(5), isInsecure: false, ("dotnet", ["actormesh.dll"]))
            .Plan(mesh.Find(service)!, Placement.OnOneMachine(mesh, 100));
    }
}
