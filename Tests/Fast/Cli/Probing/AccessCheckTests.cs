using ActorMesh.Cli.Probing;
using ActorMesh.Tests.Fast.Cli.Meshes;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Probing;

public sealed class AccessCheckTests
{
    private const string Text = """
        services {
          frontend { port = 1, expose = "/", calls = [orders] }
          orders { port = 2, authz { allow-from = [frontend] }, calls = [inventory, audited, open] }
          inventory { port = 3, authz { allow-from = [], rules = [ { from = [orders], methods = [GET], paths = ["/stock/*", "/all"] } ] } }
          audited { port = 4, authz { default = audit, allow-from = [] } }
          open { port = 5, authz { default = allow, allow-from = [] } }
          plain { port = 6 }
          ruled { port = 7, authz.rules = [ { methods = [GET] } ] }
          loose { port = 8, mtls.mode = off }
          locked { port = 9, mtls.mode = off, authz.default = deny }
          guarded { port = 10, authz { default = allow, deny-rules = [ { from = [plain], hosts = ["*.shop", "a.example"] }, { ports = [11] }, { paths = ["/admin*"] } ] } }
          bytes { port = 11, protocol = tcp, authz { rules = [ { from = [plain] }, { methods = [GET] } ], deny-rules = [ { from = [open], paths = ["/x"] } ] } }
        }
        """;

    [Theory]
    [InlineData("frontend", "orders", "POST", "/x", "ALLOW frontend is in authz.allow-from mesh.conf:3:30")]
    [InlineData("inventory", "orders", "POST", "/x", "DENY inventory is not in authz.allow-from mesh.conf:3:30")]
    [InlineData("ingress", "orders", "POST", "/x", "DENY ingress is not in authz.allow-from mesh.conf:3:30")]
    [InlineData("ingress", "frontend", "GET", "/", "ALLOW frontend is exposed mesh.conf:2:24")]
    [InlineData("ingress", "plain", "GET", "/", "DENY plain is not exposed mesh.conf:7:3")]
    [InlineData("orders", "plain", "GET", "/", "DENY orders does not list plain in calls mesh.conf:3:3")]
    [InlineData("orders", "inventory", "GET", "/stock/7", "ALLOW orders fits authz.rules[0] mesh.conf:4:60")]
    [InlineData("orders", "inventory", "GET", "/all", "ALLOW orders fits authz.rules[0] mesh.conf:4:60")]
    [InlineData("orders", "inventory", "GET", "/all/of", "DENY orders is not in authz.allow-from, and no rule fits mesh.conf:4:33")]
    [InlineData("orders", "inventory", "POST", "/stock/7", "DENY orders is not in authz.allow-from, and no rule fits mesh.conf:4:33")]
    [InlineData("plain", "ruled", "GET", "/", "ALLOW plain fits authz.rules[0] mesh.conf:8:37")]
    [InlineData("plain", "ruled", "PUT", "/", "DENY no rule of authz fits mesh.conf:8:27")]
    [InlineData("plain", "loose", "PUT", "/", "ALLOW plain does not list loose in calls, but without mtls nobody can be told apart mesh.conf:9:26")]
    [InlineData("plain", "locked", "PUT", "/", "DENY plain does not list locked in calls mesh.conf:7:3")]
    [InlineData("frontend", "inventory", "GET", "/stock/7", "DENY frontend is not in authz.allow-from, and no rule fits mesh.conf:4:33")]
    [InlineData("orders", "audited", "GET", "/", "ALLOW orders is not in authz.allow-from, but authz.default = audit: it passes, and is told mesh.conf:5:31")]
    [InlineData("orders", "open", "GET", "/", "ALLOW orders is not in authz.allow-from, but authz.default = allow mesh.conf:6:28")]
    [InlineData("plain", "guarded", "GET", "/", "ALLOW plain does not list guarded in calls, but authz.default = allow mesh.conf:11:32")]
    [InlineData("plain", "guarded", "GET", "/", "DENY plain fits authz.deny-rules[0] mesh.conf:11:64", "x.shop")]
    [InlineData("plain", "guarded", "GET", "/", "DENY plain fits authz.deny-rules[0] mesh.conf:11:64", "A.Example.:81")]
    [InlineData("open", "guarded", "GET", "/adminer", "DENY open fits authz.deny-rules[2] mesh.conf:11:135")]
    [InlineData("open", "guarded", "GET", "/a%2Fb", "DENY a path with %2F, %5C, %00, a backslash or a semicolon gets 400 where a rule is about paths mesh.conf:11:135")]
    [InlineData("plain", "bytes", "GET", "/", "ALLOW plain fits authz.rules[0] mesh.conf:12:56")]
    [InlineData("orders", "bytes", "GET", "/", "DENY no rule of authz fits mesh.conf:12:46")]
    [InlineData("open", "bytes", "GET", "/", "DENY open fits authz.deny-rules[0] mesh.conf:12:114")]
    public void The_line_that_decides_is_named(string from, string to, string method, string path, string expected, string? host = null)
    {
        var mesh = MeshFiles.Mesh(Text);
        var callee = mesh.Find(to)!;
        var request = new ProbeRequest(from, to, method, path, host is null ? [] : [KeyValuePair.Create("host", host)]);
        var decision = AccessDecision.Of(mesh, request, callee, RouteDecision.None("", path));
        Assert.Equal(expected, $"{decision.Verdict} {decision.Reason} {decision.Origin}");
    }
}
