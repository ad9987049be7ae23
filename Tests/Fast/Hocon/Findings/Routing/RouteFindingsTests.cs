using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Findings.Routing;

/// <summary>Order, overlap and redirects of a table.</summary>
public sealed class RouteFindingsTests
{
    [Fact]
    public void A_narrow_path_before_a_header_takes_requests_that_have_it() => Assert.Equal(
        """
        mesh.conf:3:1: info AM0302: services.s.routes.beta: a request that matches both routes.place (path /a/b) and routes.beta (path-prefix /a, header x=1) goes to place
        """,
        Told("AM0302", "place { match.path = \"/a/b\" }\nbeta { match { path-prefix = \"/a\", header.x = \"1\" } }\nrest { }"));

    [Theory]
    [InlineData("a { match.path = \"/a\" }\nrest { match.path-prefix = \"/\" }")]
    [InlineData("a { match { path-prefix = \"/a\", header.x = \"1\" } }\nb { match { path = \"/a/b\", header.x = \"2\" } }\nrest { }")]
    [InlineData("a { match { path-prefix = \"/a\", methods = [GET] } }\nb { match { path = \"/a/b\", methods = [POST] } }\nrest { }")]
    public void A_table_in_good_order_is_left_alone(string routes) => Assert.Equal("", Told("AM0302", routes) + Told("AM0301", routes));

    [Fact]
    public void A_prefix_does_not_shadow_its_sibling() => Assert.Equal("", Told("AM0301", "a { match.path-prefix = \"/a\" }\nb { match.path-prefix = \"/ab\" }\nrest { }"));

    [Fact]
    public void A_circle_over_two_redirects_is_said_of_both() => Assert.Equal(
        """
        mesh.conf:2:28: error AM0306: services.s.routes.old.redirect: routes.old sends the client in a circle: /old -> /new -> /old
          hint: redirect to a path that another route takes, or to another host or scheme
        mesh.conf:3:28: error AM0306: services.s.routes.new.redirect: routes.new sends the client in a circle: /new -> /old -> /new
          hint: redirect to a path that another route takes, or to another host or scheme
        """,
        Told("AM0306", "old { match.path = \"/old\", redirect.path = \"/new\" }\nnew { match.path = \"/new\", redirect.path = \"/old\" }\nrest { }"));

    [Theory]
    [InlineData("old { match.path-prefix = \"/old\", redirect.path-prefix = \"/new\" }\nrest { }")]
    [InlineData("old { match.path = \"/old\", redirect { path = \"/old\", scheme = https } }\nrest { }")]
    [InlineData("beta { match { header.x = \"1\", path-prefix = \"/new\" } }\nold { match.path-prefix = \"/\", redirect.host = \"new.example\" }")]
    public void A_redirect_that_leads_away_is_fine(string routes) => Assert.Equal("", Told("AM0306", routes));

    private static string Told(string code, string routes) => Linted.Lines($"services.s {{ port = 8001, expose = \"/\", routes {{\n{routes}\n}} }}", code);
}
