using ActorMesh.Cli;
using ActorMesh.Cli.Probing;
using ActorMesh.Cli.Terminals;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;
using ActorMesh.Tests.Fast.Cli.Meshes;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Probing;

public sealed class ProbeTextTests
{
    private const string Text = """
        services {
          frontend { port = 8080, calls = [orders] }
          orders {
            port = 8081
            authz { allow-from = [frontend] }
            versions { v2 = "version=v2" }
            endpoints = [{ address = "10.0.4.2:8081", labels { version = v2 } }, { address = "10.0.4.3:8081", labels { version = v2 } }, "10.0.4.9:8081"]
            routes {
              canary { match { path-prefix = "/shop.Orders/", header.x-beta = "1" }, split { v2 = 100% } }
              place { match { path = "/shop.Orders/Place" } }
            }
          }
        }
        """;

    private static readonly ServiceMesh Mesh = MeshFiles.Mesh(Text);
    private static readonly Service Orders = Mesh.Find("orders")!;
    private static readonly ProbeRequest Request = new("frontend", "orders", "POST", "/shop.Orders/Place", [KeyValuePair.Create("x-beta", "1")]);

    [Fact]
    public void The_decision_comes_first_then_the_rule_then_who_gets_it()
    {
        var canary = Orders.Routes[0];
        var result = new ProbeResult(
            Request,
            new AccessCheck(Mesh, Orders, Orders.Policies, Orders.Layers).Of("frontend", "POST", "/shop.Orders/Place", "orders"),
            new RouteDecision(true, canary, "", "/shop.Orders/Place", [], ["place"]),
            PickText.Of(Orders, canary),
            [new Diagnostic(DiagnosticSeverity.Warning, "mesh.conf", SourcePosition.Start, "services.orders.routes.place", "never reached", Code: "AM0301")]);
        Assert.Equal(
            """
            ALLOW  frontend is in authz.allow-from                       mesh.conf:5:13
            ROUTE  canary -> v2 100%  (place is never asked: order)      mesh.conf:9:7     warning AM0301
            PICK   p2c between 10.0.4.2:8081 and 10.0.4.3:8081   timeout 10s, 3 tries, budget 20%

            """,
            Written(result));
        Assert.Equal(ExitCode.Done, result.ExitCode);
    }

    [Fact]
    public void Without_a_route_every_rule_says_why_not()
    {
        var result = new ProbeResult(
            Request,
            new AccessDecision(true, "frontend calls orders", null),
            RouteDecision.None("no rule of orders matches", "/x") with
            {
                Steps = [new ProbeStep("canary", false, "wanted header x-beta", Orders.Routes[0].Span), new ProbeStep("place", false, "wanted path", Orders.Routes[1].Span)],
            },
            null,
            []);
        Assert.Equal(
            """
            ALLOW  frontend calls orders
            ROUTE  none: no rule of orders matches
                   1 canary   passed over: wanted header x-beta   mesh.conf:9:7
                   2 place    passed over: wanted path            mesh.conf:10:7

            """,
            Written(result));
        Assert.Equal(ExitCode.NotFound, result.ExitCode);
    }

    [Theory]
    [InlineData("", "p2c among 10.0.4.2:8081, 10.0.4.3:8081, 10.0.4.9:8081   timeout 10s, 3 tries, budget 20%")]
    [InlineData("split { v2 = 100% }", "p2c between 10.0.4.2:8081 and 10.0.4.3:8081   timeout 10s, 3 tries, budget 20%")]
    [InlineData("retries.max-attempts = 1, timeout.request = off", "p2c among 10.0.4.2:8081, 10.0.4.3:8081, 10.0.4.9:8081   timeout off, 1 try")]
    [InlineData("load-balancer { policy = maglev, hash-on = \"header:x\" }, split { v2 = 100% }", "maglev on header:x between 10.0.4.2:8081 and 10.0.4.3:8081   timeout 10s, 3 tries, budget 20%")]
    [InlineData("respond { status = 410 }", null)]
    public void The_pick_names_the_replicas_and_how_long_they_may_take(string route, string? expected)
    {
        var mesh = MeshFiles.Mesh(Text.Replace("place { match { path = \"/shop.Orders/Place\" } }", $"place {{ {route} }}"));
        var orders = mesh.Find("orders")!;
        Assert.Equal(expected, PickText.Of(orders, orders.Routes[1]));
    }

    private static string Written(ProbeResult result)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        new ProbeText(result, explain: false, new Paint(IsWanted: false)).Write(writer);
        return writer.ToString();
    }
}
