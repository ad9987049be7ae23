using System.Text.Json;
using ActorMesh.Cli;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Describing;

public sealed class DescribeCommandTests
{
    private const string Text = """
        services {
          frontend { port = 1080, expose = "/shop", calls = [orders] }
          orders {
            port = 1081
            endpoints = ["o-1:80", { address = "o-2:80", zone = b, weight = 50, labels { version = v2 } }]
            versions { v2 = "version=v2" }
            calls = [stock]
            timeout { request = 3s }
            outlier = off
            routes {
              canary { match { header.x-beta = 1 }, split { v2 = 100% } }
              rest { match { path-prefix = "/" }, timeout.request = 1s, idempotent = on, mirror { to = v2, share = 5% } }
            }
          }
          stock { port = 1082 }
        }
        """;

    [Fact]
    public async Task A_service_is_shown_with_all_that_touches_it()
    {
        var run = await CommandRun.Of("describe service orders -f -", Text);
        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Talk));
        Assert.StartsWith(
            """
            service orders   <stdin>:3:3
              port       1081, auto; its application at 127.0.0.1:11081
              replicas   o-1:80
                         o-2:80 zone=b weight=50 version=v2
              versions   v2 (version=v2)
            called by
              frontend   at 127.0.0.1:21081   <stdin>:2:54
            calls
              stock   at 127.0.0.1:21082   <stdin>:7:14
            routes, the first that matches
              canary   header x-beta=1 -> v2 100%       <stdin>:11:7
              rest     path-prefix / -> all endpoints   <stdin>:12:7
            policies

            """,
            run.Data);
        Assert.Contains("  timeout         request 3s, per-try 3s, idle 1m, connect 1s", run.Data);
        Assert.Contains("<stdin>:8:5", run.Data);
        Assert.Matches("  outlier +off +<stdin>:9:5\n", run.Data);
    }

    [Fact]
    public async Task A_route_is_shown_with_its_place_in_the_order()
    {
        var run = await CommandRun.Of("describe route orders/rest -f -", Text);
        Assert.StartsWith(
            """
            route orders/rest   <stdin>:12:7
              match    path-prefix /
              then     all endpoints
              mirror   v2 5%
              place    2 of 2, after canary
              repeat   safe: idempotent = on
            policies

            """,
            run.Data);
        Assert.Equal(run, await CommandRun.Of("describe route orders.rest -f -", Text));
    }

    [Theory]
    [InlineData("service", "orders", "timeout.request = 3s")]
    [InlineData("route", "orders/rest", "timeout.request = 1s")]
    [InlineData("route", "orders/canary", "timeout.request = 3s")]
    public async Task Effective_values_have_their_origins(string kind, string name, string expected)
    {
        var run = await CommandRun.Of($"describe {kind} {name} --effective -f -", Text);
        Assert.Contains(expected, run.Data);
        Assert.All(run.Data.TrimEnd('\n').Split('\n'), line => Assert.Matches(@"^[a-z0-9.-]+ = .* {3}(built-in|<stdin>:\d+:\d+)", line));
    }

    [Theory]
    [InlineData("service ordrs", "<stdin> has no service `ordrs`; did you mean `orders`?")]
    [InlineData("service zzzzzzzz", "there is frontend, orders, stock")]
    [InlineData("route orders/canery", "orders has no route `canery`; did you mean `canary`?")]
    [InlineData("route orders", "which route of orders? Write orders/canary or orders/rest")]
    [InlineData("route stock/x", "stock has no routes")]
    public async Task A_name_that_is_not_there_ends_with_5_and_the_nearest(string words, string expected)
    {
        var run = await CommandRun.Of($"describe {words} -f -", Text);
        Assert.Equal((ExitCode.NotFound, ""), (run.Code, run.Data));
        Assert.Contains(expected, run.Talk);
    }

    [Fact]
    public async Task What_is_wrong_elsewhere_is_said_and_the_rest_is_shown()
    {
        var run = await CommandRun.Of("describe service orders -f -", Text.Replace("port = 1082", "port = x"));
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("<stdin> has 1 error, and values that are wrong are left out", run.Talk);
        Assert.StartsWith("service orders", run.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_the_same_in_full()
    {
        var run = await CommandRun.Of("describe service orders --effective -f - -o json", Text);
        using var json = JsonDocument.Parse(run.Data);
        var root = json.RootElement;
        Assert.Equal(("actormesh/v1", "Service", "orders"), (root.GetProperty("apiVersion").GetString(), root.GetProperty("kind").GetString(), root.GetProperty("name").GetString()));
        var request = root.GetProperty("effective").EnumerateArray().Single(value => value.GetProperty("path").GetString() == "timeout.request");
        Assert.Equal("3s", request.GetProperty("value").GetString());
        Assert.StartsWith("reference.conf:", request.GetProperty("over")[0].GetProperty("at").GetString(), StringComparison.Ordinal);
    }
}
