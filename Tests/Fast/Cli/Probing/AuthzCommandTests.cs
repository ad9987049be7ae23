using System.Text.Json;
using ActorMesh.Cli;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Probing;

public sealed class AuthzCommandTests
{
    private const string Text = """
        services {
          web { port = 1080, expose = "/", calls = [orders] }
          orders { port = 1081, authz { deny-rules = [ { methods = [DELETE] }, { hosts = ["*.internal"] } ] }, routes { own { match { path = "/own" }, authz.deny-rules = [] } } }
        }
        """;

    [Theory]
    [InlineData("web orders GET /own", ExitCode.Done, "ALLOW  web calls orders      <stdin>:2:45\n")]
    [InlineData("web orders GET /./own --host a.INTERNAL", ExitCode.Done, "ALLOW  web calls orders      <stdin>:2:45\n")]
    [InlineData("web orders DELETE /x", ExitCode.NotAllowed, "DENY   web fits authz.deny-rules[0]      <stdin>:3:48\n")]
    [InlineData("web orders GET /x --host a.INTERNAL", ExitCode.NotAllowed, "DENY   web fits authz.deny-rules[1]      <stdin>:3:72\n")]
    [InlineData("web orders GET /x -H host=a.internal", ExitCode.NotAllowed, "DENY   web fits authz.deny-rules[1]      <stdin>:3:72\n")]
    [InlineData("ingress orders GET /own", ExitCode.NotAllowed, "DENY   orders is not exposed      <stdin>:3:3\n")]
    [InlineData("web orders GET /own --host a.internal:", ExitCode.NotAllowed, "DENY   answered with 400: The Host field is not a valid host with optional port (RFC 9110 section 7.2).\n")]
    [InlineData("web orders GET /own --host a..", ExitCode.NotAllowed, "DENY   answered with 400: The Host field is not a valid host with optional port (RFC 9110 section 7.2).\n")]
    public async Task The_line_that_decides_is_printed(string words, int code, string line)
    {
        var run = await CommandRun.Of($"authz check {words} -f -", Text);
        Assert.Equal((code, line), (run.Code, run.Data));
    }

    [Fact]
    public async Task A_token_that_is_asked_for_is_said()
    {
        const string WithToken = """services { web { port = 1080, calls = [orders] }, orders { port = 1081, authz { jwt-issuer = "https://id.example", jwt-audience = shop, jwt-keys = "keys.json" } } }""";
        var run = await CommandRun.Of("authz check web orders GET / -f -", WithToken);
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.StartsWith("ALLOW  web calls orders, with a token of https://id.example for shop; without one it gets 401 ", run.Data);
    }

    [Fact]
    public async Task Json_has_the_same()
    {
        var run = await CommandRun.Of("authz check web orders DELETE /a//b -f - -o json", Text);
        using var json = JsonDocument.Parse(run.Data);
        var root = json.RootElement;
        Assert.Equal(("AuthorizationCheck", false), (root.GetProperty("kind").GetString(), root.GetProperty("allowed").GetBoolean()));
        Assert.Equal(("/a/b", "orders", "<stdin>:3:48"), (root.GetProperty("path").GetString(), root.GetProperty("host").GetString(), root.GetProperty("at").GetString()));
    }

    [Theory]
    [InlineData("web odrers GET /", ExitCode.NotFound, "did you mean `orders`?")]
    [InlineData("web orders GET own", ExitCode.Usage, "'own': a path starts with / and has no blanks")]
    public async Task What_makes_no_sense_is_said(string words, int code, string expected)
    {
        var run = await CommandRun.Of($"authz check {words} -f -", Text);
        Assert.Equal((code, ""), (run.Code, run.Data));
        Assert.Contains(expected, run.Talk);
    }
}
