using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Findings;

/// <summary>Who may call whom.</summary>
public sealed class SecurityFindingsTests
{
    [Fact]
    public void Without_mTLS_the_callers_by_calls_cannot_be_told_apart() => Assert.Equal(
        """
        mesh.conf:1:27: warning AM0503: mesh.defaults.mtls.mode: callers have no identity without mTLS, so that only those in calls may call cannot be held
          hint: write mtls.mode = strict, or authz.default = allow to say that everybody may call
        """,
        Linted.Lines("mesh.defaults.mtls.mode = off\nservices { a { port = 8001, expose = \"/\", calls = [b] }, b.port = 8002 }", "AM0503"));

    [Fact]
    public void Who_says_that_everybody_may_call_needs_no_mTLS() => Assert.Equal(
        "",
        Linted.Lines("mesh.defaults { mtls.mode = off, authz.default = allow }\nservices { a { port = 8001, expose = \"/\" } }", "AM0503"));

    [Fact]
    public void Rules_alone_say_who_may_call() => Assert.Equal(
        """
        mesh.conf:4:21: warning AM0507: services.c.authz.rules: a is not allowed: every request from there to c gets 403
          hint: add a to allow-from
        """,
        Linted.Lines(
            """
            services {
              a { port = 8001, expose = "/", calls = [b, c] }
              b { port = 8002, calls = [c] }
              c { authz.rules = [{ from = [b], methods = [GET] }], port = 8003 }
            }
            """, "AM0507"));

    [Fact]
    public void Who_is_denied_everything_is_not_let_in_whatever_the_rules_allow() => Assert.Equal(
        """
        mesh.conf:3:58: warning AM0507: services.b.authz.deny-rules: a is not allowed: every request from there to b gets 403
          hint: add a to allow-from
        """,
        Linted.Lines(
            """
            services {
              a { port = 8001, expose = "/", calls = [b] }
              b { port = 8002, authz { default = allow, deny-rules = [{ from = [a] }] } }
            }
            """, "AM0507"));

    [Theory]
    [InlineData("{ methods = [GET], paths = [\"/a/b\"] }", "{ paths = [\"/a/*\"] }", true)]
    [InlineData("{ from = [a], hosts = [\"X.y\"] }", "{ from = [a], hosts = [\"*.Y\"] }", true)]
    [InlineData("{ from = [a] }", "{ ports = [8002] }", true)]
    [InlineData("{ from = [a] }", "{ ports = [1] }", false)]
    [InlineData("{ paths = [\"/a/*\"] }", "{ paths = [\"/a/b\"] }", false)]
    [InlineData("{ paths = [\"/a\"] }", "{ paths = [\"/a\"], methods = [PUT] }", false)]
    [InlineData("{ hosts = [\"*.x\"] }", "{ hosts = [\"a.x\"] }", false)]
    public void A_rule_that_allows_what_another_denies_is_told(string allowed, string denied, bool isTold) => Assert.Equal(
        isTold,
        Linted.Lines($"services {{ a {{ port = 8001, expose = \"/\", calls = [b] }}, b {{ port = 8002, authz {{ rules = [{allowed}], deny-rules = [{denied}] }} }} }}", "AM0511").Length > 0);

    [Fact]
    public void A_rule_for_anybody_lets_everybody_in() => Assert.Equal(
        "",
        Linted.Lines("services { a { port = 8001, expose = \"/\", calls = [b] }, b { port = 8002, authz.rules = [{ methods = [GET] }] } }", "AM0507"));

    [Theory]
    [InlineData("r { match.path-prefix = /r, rewrite.path-prefix = /v2, fault.abort-share = 1% }, rest {}", "")]
    [InlineData("r { match.path-prefix = /r, rewrite.path-prefix = /v2 }, rest.authz.default = allow", "")]
    [InlineData("r { match.path-prefix = /r, rewrite.path-prefix = /v2, fault.abort-share = 1% }, rest.authz.default = allow", "r rest")]
    [InlineData("r { match.path-prefix = /r, rewrite.path-prefix = /v2, fault.abort-share = 1% }, other { match.path = /v1, authz.default = allow }", "")]
    [InlineData("v2.match.path-prefix = /v2, r { match.path-prefix = /r, rewrite.path-prefix = /v2/r, limits.max-request-body = 1KiB }", "r v2")]
    [InlineData("r { match.path-prefix = /r, rewrite { regex = x, substitution = y } }, v2 { match.path-prefix = /r/x, rate-limit.local.rate = 1/s }", "")]
    [InlineData("r { match.path-prefix = /r, rewrite.path-prefix = /v2 }, v2 { match.path = /v2/a, rate-limit.local.rate = 1/s }", "v2 r")]
    public void Limits_of_a_route_whose_requests_are_taken_for_those_of_another_are_told(string routes, string who)
    {
        var said = Linted.Lines($"services {{ a {{ port = 8001, expose = \"/\", calls = [b] }}, b {{ port = 8002, routes {{ {routes} }} }} }}", "AM0515");
        if (who.Length == 0) Assert.Equal("", said);
        else Assert.Contains($"requests of routes.{who.Split(' ')[0]} are taken for those of routes.{who.Split(' ')[1]},", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("authz.allow-from = [a, b]", true)]
    [InlineData("authz.rules = [{ from = [a] }]", true)]
    [InlineData("authz.deny-rules = [{ from = [a] }]", true)]
    [InlineData("authz.allow-from = [ingress, b]", false)]
    public void The_own_name_of_what_is_exposed_is_everybody_outside(string rules, bool isTold)
    {
        Assert.Equal(isTold, Linted.Lines($"services {{ a {{ port = 8001, expose = \"/\", calls = [a], {rules} }}, b {{ port = 8002, calls = [a] }} }}", "AM0513").Length > 0);
        Assert.Equal("", Linted.Lines($"services {{ a {{ port = 8001, calls = [a], {rules} }}, b {{ port = 8002, calls = [a], expose = \"/\" }} }}", "AM0513"));
    }

    [Theory]
    [InlineData("rewrite.path-prefix = /b, authz.default = allow", true)]
    [InlineData("rewrite { regex = \"^/a\", substitution = /b }, authz.allow-from = [a]", true)]
    [InlineData("rewrite.host = x.example, authz.default = allow", false)]
    [InlineData("rewrite.path-prefix = /b, timeout.request = 1s", false)]
    public void Rules_of_a_route_that_changes_the_path_are_an_error(string route, bool isTold) => Assert.Equal(
        isTold, Linted.Lines($"services {{ a {{ port = 8001, expose = \"/\", calls = [b] }}, b {{ port = 8002, routes.r {{ match.path-prefix = /a, {route} }} }} }}", "AM0514").Contains("error AM0514", StringComparison.Ordinal));

    [Fact]
    public void Ingress_is_a_caller_where_a_service_is_exposed()
    {
        Assert.Equal("", Linted.Lines("services.a { port = 8001, expose = \"/\", authz.allow-from = [ingress] }", "AM0502"));
        Assert.Contains("ingress never calls a: it is not exposed", Linted.Lines("services.a { port = 8001, authz.allow-from = [ingress] }", "AM0502"), StringComparison.Ordinal);
        Assert.Contains("ingress is not allowed", Linted.Lines("services { a { port = 8001, expose = \"/\", authz.allow-from = [b] }, b { port = 8002, calls = [a] } }", "AM0507"), StringComparison.Ordinal);
    }
}
