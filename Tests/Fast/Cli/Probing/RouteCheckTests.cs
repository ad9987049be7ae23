using ActorMesh.Cli.Probing;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Tests.Fast.Cli.Meshes;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Probing;

public sealed class RouteCheckTests
{
    private const string Text = """
        services {
          frontend { port = 1080, expose { path-prefix = "/shop", host = "shop.example" }, calls = [orders, inventory, database] }
          orders {
            port = 1081
            routes {
              place { match { path = "/orders/place", methods = [POST] } }
              beta { match { path-prefix = "/orders", header.x-beta = "1" } }
              orders { match { path-prefix = "/orders" } }
            }
          }
          inventory { port = 1082 }
          database { port = 1083, protocol = tcp }
          hidden { port = 1084 }
        }
        """;

    private static readonly ServiceMesh Mesh = MeshFiles.Mesh(Text);

    [Theory]
    [InlineData("frontend", "orders", "POST", "/orders/place", "place; covered orders")]
    [InlineData("frontend", "orders", "GET", "/orders/place", "orders; covered ")]
    [InlineData("frontend", "orders", "GET", "/orders/place?x=1", "orders; covered ")]
    [InlineData("frontend", "orders", "GET", "/x/../orders/./place", "orders; covered ")]
    [InlineData("frontend", "orders", "GET", "/ordersx", "none: no rule of orders matches")]
    [InlineData("frontend", "inventory", "GET", "/anything", "every request; covered ")]
    [InlineData("frontend", "database", "GET", "/", "every request; covered ")]
    [InlineData("frontend", "hidden", "GET", "/", "none: the sidecar of frontend has no listener for hidden")]
    [InlineData("ingress", "frontend", "GET", "/shop/1", "every request; covered ")]
    [InlineData("ingress", "frontend", "GET", "/other", "none: frontend is exposed below /shop alone")]
    [InlineData("ingress", "orders", "GET", "/orders", "none: orders is not exposed")]
    public void The_table_that_the_sidecar_would_run_decides(string from, string to, string method, string path, string expected) =>
        Assert.Equal(expected, Line(Ask(from, to, method, path)));

    [Fact]
    public void A_header_decides_as_well_and_names_the_host_when_it_is_the_host()
    {
        Assert.Equal("beta; covered orders", Line(Ask("frontend", "orders", "GET", "/orders", ("x-beta", "1"))));
        Assert.Equal("none: nothing serves the host elsewhere.example", Line(Ask("ingress", "frontend", "GET", "/shop", ("Host", "elsewhere.example"))));
    }

    [Fact]
    public void Each_rule_that_was_asked_says_why_it_was_passed_over()
    {
        var steps = Ask("frontend", "orders", "GET", "/orders/place").Steps;
        Assert.Equal(["place", "beta", "orders"], steps.Select(step => step.Route));
        Assert.Equal([false, false, true], steps.Select(step => step.IsTaken));
        Assert.Contains("x-beta", steps[1].Reason);
        Assert.Equal("mesh.conf:6:7", steps[0].Origin.ToString());
    }

    [Fact]
    public void A_request_that_no_listener_takes_is_refused_before_any_rule() =>
        Assert.StartsWith("none: ", Line(Ask("frontend", "orders", "GET", "/orders", ("bad name", "x"))), StringComparison.Ordinal);

    [Fact]
    public void It_decides_as_a_reader_of_the_file_would()
    {
        var path = Gen.OneOf("/", "/a", "/a/b", "/ab", "/b");
        var match = Gen.Select(
            Gen.OneOf("", "path = ", "path-prefix = "), path, Gen.OneOf("", "GET", "POST"), Gen.OneOf("", "1", "2"),
            (kind, value, method, header) => (Kind: kind, Path: value, Method: method, Header: header));
        Gen.Select(match.List[1, 5], path, Gen.OneOf("GET", "POST"), Gen.OneOf("", "1", "2")).Sample((rules, asked, method, header) =>
        {
            var routes = rules.Select((rule, index) =>
                $"r{index} {{ match {{ {(rule.Kind.Length > 0 ? $"{rule.Kind}\"{rule.Path}\", " : "")}methods = [{rule.Method}]{(rule.Header.Length > 0 ? $", header.h = {rule.Header}" : "")} }} }}");
            var mesh = MeshFiles.Mesh($"services {{\n a {{ port = 1, calls = [b] }}\n b {{ port = 2, routes {{\n{string.Join('\n', routes)}\n}} }}\n}}");
            (string, string)[] headers = header.Length > 0 ? [("h", header)] : [];
            var expected = rules.Index()
                .Where(rule => Fits(rule.Item.Kind, rule.Item.Path, asked) && (rule.Item.Method == "" || rule.Item.Method == method) && (rule.Item.Header == "" || rule.Item.Header == header))
                .Select(rule => $"r{rule.Index}").ToList();
            var decision = Ask(mesh, "a", "b", method, asked, headers);
            Assert.Equal(expected.FirstOrDefault(), decision.Route?.Name);
            Assert.Equal(expected.Skip(1), decision.Covered);
        }, iter: 200);
    }

    private static bool Fits(string kind, string wanted, string path) => kind switch
    {
        "" => true,
        "path = " => path == wanted,
        _ => wanted == "/" || path == wanted || path.StartsWith($"{wanted}/", StringComparison.Ordinal),
    };

    private static string Line(RouteDecision decision) =>
        decision.IsFound ? $"{decision.Route?.Name ?? "every request"}; covered {string.Join(' ', decision.Covered)}" : $"none: {decision.Reason}";

    private static RouteDecision Ask(string from, string to, string method, string path, params (string, string)[] headers) => Ask(Mesh, from, to, method, path, headers);

    private static RouteDecision Ask(ServiceMesh mesh, string from, string to, string method, string path, (string, string)[] headers) =>
        new RouteCheck(mesh).Of(new ProbeRequest(from, to, method, path, [.. headers.Select(header => KeyValuePair.Create(header.Item1, header.Item2))]), mesh.Find(to)!);
}
