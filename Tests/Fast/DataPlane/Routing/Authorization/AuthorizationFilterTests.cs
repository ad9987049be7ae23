using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing;
using ActorMesh.DataPlane.Routing.Authorization;
using ActorMesh.DataPlane.Routing.Filters;
using ActorMesh.Tests.Fast.DataPlane.Routing.Filters;
using ActorMesh.Tests.Fast.Kit;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static ActorMesh.Tests.Fast.DataPlane.Routing.Authorization.Access;
using static ActorMesh.Tests.Fast.Kit.Requests;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Authorization;

/// <summary>Who may do what by rules of the resource model.</summary>
public sealed class AuthorizationFilterTests
{
    private const string Header = """{"header":{"name":"x-team","string_match":{"exact":"blue"} } }""";
    private const string Path = """{"url_path":{"path":{"prefix":"/v1/"} } }""";

    public static TheoryData<string, bool> OfPermissions => new()
    {
        { Anybody, true },
        { Header, true },
        { """{"header":{"name":"x-team","string_match":{"exact":"red"} } }""", false },
        { """{"header":{"name":"x-none","present_match":true} }""", false },
        { """{"header":{"name":"x-none","string_match":{"exact":"a"},"invert_match":true} }""", false },
        { """{"header":{"name":":method","string_match":{"exact":"GET"} } }""", true },
        { """{"header":{"name":":authority","string_match":{"exact":"shop.example"} } }""", true },
        { """{"header":{"name":"host","string_match":{"exact":"Shop.EXAMPLE"} } }""", true },
        { """{"header":{"name":":authority","exact_match":"shop.example","invert_match":true} }""", false },
        { Path, true },
        { """{"url_path":{"path":{"exact":"/v1/orders"} } }""", true },
        { """{"url_path":{"path":{"exact":"/V1/orders"} } }""", false },
        { """{"url_path":{"path":{"exact":"/V1/orders","ignore_case":true} } }""", true },
        { """{"url_path":{"path":{"safe_regex":{"regex":"/v[0-9]/.*"} } } }""", true },
        { $$"""{"and_rules":{"rules":[{{Header}},{{Path}}]} }""", true },
        { $$"""{"and_rules":{"rules":[{{Header}},{"url_path":{"path":{"exact":"/"} } }]} }""", false },
        { $$"""{"or_rules":{"rules":[{"url_path":{"path":{"exact":"/"} } },{{Path}}]} }""", true },
        { $$"""{"not_rule":{{Path}}}""", false },
        { """{"not_rule":{"destination_port":81} }""", true },
        { """{"destination_port":8080}""", true },
        { """{"destination_port":8081}""", false },
        { """{"destination_ip":{"address_prefix":"10.0.0.0","prefix_len":24} }""", true },
        { """{"destination_ip":{"address_prefix":"10.0.1.0","prefix_len":24} }""", false },
        { """{"destination_ip":{"address_prefix":"::","prefix_len":0} }""", true },
        { """{"requested_server_name":{"exact":""} }""", true },
        { """{"requested_server_name":{"prefix":"shop"} }""", false },
    };

    public static TheoryData<string, string, bool> OfPrincipals => new()
    {
        { """{"authenticated":{} }""", Web, true },
        { """{"authenticated":{} }""", "", false },
        { $$"""{"authenticated":{"principal_name":{"exact":"{{Web}}"} } }""", Web, true },
        { $$"""{"authenticated":{"principal_name":{"exact":"{{Web}}"} } }""", "", false },
        { $$"""{"authenticated":{"principal_name":{"exact":"{{Web}}"} } }""", $"{Web}2", false },
        { $$"""{"authenticated":{"principal_name":{"exact":"{{Web}}"} } }""", Web.ToUpperInvariant(), false },
        { $$"""{"authenticated":{"principal_name":{"exact":"{{Web}}"} } }""", $"spiffe://other/a {Web}", true },
        { """{"authenticated":{"principal_name":{"prefix":"spiffe://shop.local/"} } }""", Web, true },
        { """{"authenticated":{"principal_name":{"exact":""} } }""", "", false },
        { """{"not_id":{"authenticated":{"principal_name":{"prefix":"spiffe://shop.local/"} } } }""", "", true },
        { """{"direct_remote_ip":{"address_prefix":"10.0.0.7","prefix_len":32} }""", "", true },
        { """{"source_ip":{"address_prefix":"10.0.0.6","prefix_len":31} }""", "", true },
        { """{"source_ip":{"address_prefix":"10.0.0.4","prefix_len":31} }""", "", false },
        { """{"remote_ip":{"address_prefix":"2001:db8::","prefix_len":32} }""", "", true },
        { """{"remote_ip":{"address_prefix":"10.0.0.7","prefix_len":32} }""", "", false },
        { Header, "", true },
        { Path, "", true },
        { $$"""{"and_ids":{"ids":[{{Path}},{"authenticated":{} }]} }""", "", false },
        { $$"""{"or_ids":{"ids":[{"authenticated":{} },{{Path}}]} }""", "", true },
    };

    [Theory]
    [MemberData(nameof(OfPermissions))]
    public void A_permission_asks_what_is_done(string permission, bool holds) => AssertBothWays(permission, Anybody, Known(), holds);

    [Theory]
    [MemberData(nameof(OfPrincipals))]
    public void A_principal_asks_who_does_it(string principal, string names, bool holds) =>
        AssertBothWays(Anybody, principal, Known("2001:db8::1", names.Split(' ', StringSplitOptions.RemoveEmptyEntries)), holds);

    [Fact]
    public void A_policy_needs_one_permission_and_one_principal()
    {
        var either = """{"policies":{"a":{"permissions":[{"destination_port":1},{"any":true}],"principals":[{"authenticated":{} },{"header":{"name":"x-team"} }]} } }""";
        Assert.Equal("", Decide($"\"rules\":{either}", Sent(), Known()));
        Assert.Equal("rbac_access_denied_matched_policy[none]", Decide($"\"rules\":{either}", Request(), Known()));
    }

    [Fact]
    public void Of_policies_that_deny_the_first_by_name_is_told()
    {
        var rules = """{"action":"DENY","policies":{"b c":{"permissions":[{"any":true}],"principals":[{"any":true}]},"d":{"permissions":[{"any":true}],"principals":[{"any":true}]} } }""";
        Assert.Equal("rbac_access_denied_matched_policy[b_c]", Decide($"\"rules\":{rules}", Request(), Known()));
    }

    [Fact]
    public void Rules_that_allow_nothing_deny_all_and_rules_that_are_not_there_nothing()
    {
        Assert.Equal("rbac_access_denied_matched_policy[none]", Decide("\"rules\":{}", Request(), Known()));
        Assert.Equal("", Decide("\"rules\":{\"action\":\"DENY\"}", Request(), Known()));
        Assert.Equal("", Decide($"\"rules\":{Rules("""{"destination_port":1}""", action: "LOG")}", Request(), Known()));
        Assert.Same(RequestFilters.None, FilterTables.Behind(Filter("\"rules_stat_prefix\":\"x\"")).OnlyFilters());
    }

    [Fact]
    public void What_is_only_told_refuses_nothing_is_counted_and_is_told_once_a_second()
    {
        var table = FilterTables.Behind(Filter($"\"shadow_rules\":{Rules("""{"url_path":{"path":{"exact":"/a"} } }""")},\"shadow_rules_stat_prefix\":\"try\""));
        var (facts, clock) = (Known(null, Web), new FakeTimeProvider());
        facts.Clock = clock;
        Assert.Equal(("", "shadow_rbac_access_denied_matched_policy[none]", ""), (Told("/a"), Told("/b"), Told("/c")));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("shadow_rbac_access_denied_matched_policy[none]", Told("/d"));
        Assert.Equal($"No policy of authorization allows this to {Web}. It passed, because the rules are only told (shadow_rules).", facts.Told!.Explanation);
        var status = Assert.Single(table.Accesses);
        Assert.Equal((0, 0, 1, 3, "try", "only told: allow p"), (status.Allowed, status.Denied, status.ShadowAllowed, status.ShadowDenied, status.ShadowStatPrefix, status.Summary));

        string Told(string path)
        {
            Assert.Null(table.OnlyFilters().Apply(Request(path), facts, 0).Refusal);
            return facts.Told?.Details ?? "";
        }
    }

    [Fact]
    public void Where_that_is_asked_for_each_policy_is_counted_and_goes_on_after_an_update()
    {
        var filter = Filter($"\"rules\":{Rules(Path)},\"track_per_rule_stats\":true");
        var (before, after) = (FilterTables.Behind(filter), FilterTables.Behind(filter));
        before.OnlyFilters().Ask(Known(), Request("/v1/a"));
        before.OnlyFilters().Ask(Known(), Request("/v2/a"));
        after.TakeOver(before, default);
        after.OnlyFilters().Ask(Known(), Request("/v1/b"));

        Assert.Equal([new PolicyStatus("p", 2, 0, 0, 0)], after.Accesses[0].Policies);
        Assert.Empty(FilterTables.Behind(Filter($"\"rules\":{Rules(Path)}")).Accesses[0].Policies);
    }

    [Fact]
    public void A_route_may_have_its_own_rules_or_none()
    {
        const string PerRoute = "\"@type\":\"type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBACPerRoute\"";
        var table = FilterTables.Table($$"""
            {"name":"own","match":{"path":"/own"},"route":{"cluster":"c"},"typed_per_filter_config":{"f0":{ {{PerRoute}},"rbac":{"rules":{{Rules(Header)}} } } } },
            {"name":"open","match":{"path":"/open"},"route":{"cluster":"c"},"typed_per_filter_config":{"f0":{ {{PerRoute}} } } },
            {"name":"rest","match":{"prefix":"/"},"route":{"cluster":"c"} }
            """, FilterTables.Options(Filter("\"rules\":{}")));
        var routes = table.VirtualHosts[0].Routes;
        Assert.Equal([0, 403], new[] { Sent(), Request() }.Select(head => routes[0].Filters.Ask(Known(), head)));
        Assert.Same(RequestFilters.None, routes[1].Filters);
        Assert.Equal(403, routes[2].Filters.Ask(Known(), Sent()));
        Assert.Equal(["", "virtual host 'all', route 'own'"], table.Accesses.Select(access => access.Place));
    }

    [Fact]
    public void Counters_outlive_an_update()
    {
        var (before, after) = (FilterTables.Behind(Filter($"\"rules\":{Rules(Path)}")), FilterTables.Behind(Filter($"\"rules\":{Rules(Header)}")));
        before.OnlyFilters().Ask(Known(), Request("/v1/a"));
        before.OnlyFilters().Ask(Known(), Request("/v2/a"));
        after.TakeOver(before, default);
        after.OnlyFilters().Ask(Known(), Request("/"));
        Assert.Equal((1, 2), (after.Accesses[0].Allowed, after.Accesses[0].Denied));
    }

    [Fact]
    public void Routing_and_authorization_see_one_path_where_parameters_are_ignored()
    {
        var table = RouteTables.Table(
            """{"name":"t","ignore_path_parameters_in_path_matching":true,"virtual_hosts":[{"name":"all","domains":["*"],"routes":[{"match":{"prefix":"/"},"route":{"cluster":"c"} }]}]}""",
            FilterTables.Options(Filter($"\"rules\":{Rules("""{"url_path":{"path":{"exact":"/admin"} } }""", action: "DENY")}")));
        Assert.Equal(403, table.OnlyFilters().Ask(Known(), Request("/admin;x=1")));
    }

    [Fact]
    public void Deciding_allocates_nothing()
    {
        string[] permissions = [.. OfPermissions.Select(row => (string)row[0])];
        string[] principals = [.. OfPrincipals.Select(row => (string)row[0])];
        var never = string.Join(',', permissions.Select(one => $$"""{"and_rules":{"rules":[{{one}},{"destination_port":1}]} }"""));
        var somebody = $$"""{"not_id":{"and_ids":{"ids":[{{string.Join(',', principals)}}]} } }""";
        var everything = $$"""{"policies":{"a":{"permissions":[{{never}}],"principals":[{"any":true}]},"z":{"permissions":[{"any":true}],"principals":[{{somebody}}]} } }""";
        var filters = FilterTables.Behind(Filter($"\"rules\":{everything},\"shadow_rules\":{everything}")).OnlyFilters();
        var (head, facts) = (Sent(), Known(null, "spiffe://other/x"));
        facts.Clock = TimeProvider.System;
        Assert.Equal(0, filters.Ask(facts, head));
        for (var i = 0; i < 1000; i++) filters.Apply(head, facts, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) filters.Apply(head, facts, 0);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static RequestHead Sent() => Request("/v1/orders?full=yes", "SHOP.example.", headers: "x-team: blue");

    private static void AssertBothWays(string permission, string principal, ExchangeFacts facts, bool holds)
    {
        Assert.Equal(holds ? "" : "rbac_access_denied_matched_policy[none]", Decide($"\"rules\":{Rules(permission, principal)}", Sent(), facts));
        Assert.Equal(holds ? "rbac_access_denied_matched_policy[p]" : "", Decide($"\"rules\":{Rules(permission, principal, "DENY")}", Sent(), facts));
    }
}
