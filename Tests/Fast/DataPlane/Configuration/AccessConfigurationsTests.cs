using ActorMesh.Tests.Fast.Kit;
using Google.Protobuf;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Configuration;

/// <summary>Whether a change is one of who may do what: then those who switched protocols are asked to come again.</summary>
public sealed class AccessConfigurationsTests
{
    private const string Extensions = "type.googleapis.com/envoy.extensions.filters.http";

    private const string Nobody = $"{{ '@type': {Extensions}.rbac.v3.RBACPerRoute, rbac: {{ rules: {{}} }} }}";

    private const string Off = "{ '@type': type.googleapis.com/envoy.config.route.v3.FilterConfig, disabled: true }";

    [Fact]
    public void It_is_one_where_a_request_may_meet_other_rules()
    {
        var before = Of(Host("a", Route("/x", Nobody), Route("/y")), Host("*", Route("/")));

        Assert.NotEqual(before, Of(Host("b", Route("/x", Nobody), Route("/y")), Host("*", Route("/"))));
        Assert.NotEqual(before, Of(Host("*", Route("/x", Nobody), Route("/y")), Host("a", Route("/"))));
        Assert.NotEqual(before, Of(Host("a", Route("/x"), Route("/y", Nobody)), Host("*", Route("/"))));
        Assert.NotEqual(before, Of(Host("a", Route("/x", Nobody), Route("/y")), Host("*", Route("/", Nobody))));
        Assert.NotEqual(before, Of(Host("a", Route("/x", Nobody), Route("/y", Off)), Host("*", Route("/"))));
        Assert.NotEqual(before, Of(Host("a", Route("/x", Nobody), Route("/z")), Host("*", Route("/"))));
        Assert.NotEqual(Split(1, Off), Split(1, Nobody));
    }

    [Fact]
    public void It_is_none_where_the_rules_are_the_same_for_every_request()
    {
        Assert.Equal(Of(Host("a", Route("/x", Nobody))), Of(Host("a", Route("/x", Nobody, cluster: "d"))));
        Assert.Equal(Split(1, Nobody), Split(2, Nobody));
        Assert.Equal(ByteString.Empty, Access(Host("a", Route("/x")), rules: ""));
    }

    private static ByteString Split(int weight, string rules) => Of(Host(
        "a", $"{{ match: {{ prefix: / }}, route: {{ weighted_clusters: {{ clusters: [ {{ name: c, weight: {weight}, typed_per_filter_config: {{ rules: {rules} }} }}, {{ name: d, weight: 1 }} ] }} }} }}"));

    private static string Host(string domain, params string[] routes) => $"{{ name: '{domain}', domains: ['{domain}'], routes: [ {string.Join(", ", routes)} ] }}";

    private static string Route(string prefix, string rules = "", string cluster = "c") =>
        $"{{ match: {{ prefix: {prefix} }}, route: {{ cluster: {cluster} }}{(rules.Length > 0 ? $", typed_per_filter_config: {{ rules: {rules} }}" : "")} }}";

    private static ByteString Of(params string[] hosts) => Access(string.Join(", ", hosts), $"{{ name: rules, typed_config: {{ '@type': {Extensions}.rbac.v3.RBAC }} }}, ");

    private static ByteString Access(string hosts, string rules)
    {
        var listener = Bootstraps.Listener("a", "ROUTES").Replace("{ name: all, domains: ['*'], routes: [ ROUTES ] }", hosts, StringComparison.Ordinal)
            .Replace("http_filters: [ ", $"http_filters: [ {rules}", StringComparison.Ordinal);
        return Bootstraps.Plan(listener, Bootstraps.Static("c", 1), Bootstraps.Static("d", 1)).Chains[0].Http!.Access;
    }
}
