using ActorMesh.Hocon.Envoy;
using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.HttpFilters;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Envoy;

/// <summary>What cannot be run can still be read, to be translated.</summary>
public sealed class ImportReadingTests
{
    [Fact]
    public void Fields_are_read_with_their_places()
    {
        var import = Import(SampleBootstrap.WithAction("cluster: service, retry_policy: { retry_on: 5xx, num_retries: 2, retriable_status_codes: [503, 504] }"));

        Assert.Empty(import.Diagnostics);
        var policy = Manager(import).RouteConfig.VirtualHosts[0].Routes[0].Route_.RetryPolicy;
        Assert.Equal(("5xx", 2u), (policy.RetryOn, policy.NumRetries!.Value));
        Assert.Equal([503u, 504u], policy.RetriableStatusCodes);
        Assert.EndsWith(".route.retry_policy.num_retries", import.Places.PathOf(policy, RetryPolicy.NumRetriesFieldNumber), StringComparison.Ordinal);
    }

    [Fact]
    public void Filters_that_are_not_run_are_read()
    {
        const string Fault = """{ name: fault, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.fault.v3.HTTPFault, abort: { http_status: 503 } } }""";
        var import = Import(SampleBootstrap.WithManager($"stat_prefix: web, route_config: {{}}, http_filters: [ {Fault}, {SampleBootstrap.Router} ]"));

        Assert.Empty(import.Diagnostics);
        Assert.Equal(503u, Assert.IsType<HTTPFault>(import.Places.PayloadOf(Manager(import).HttpFilters[0].TypedConfig)).Abort.HttpStatus);
    }

    [Theory]
    [InlineData("cluster: service, internal_redirect_policy: {}", "route.internal_redirect_policy")]
    [InlineData("cluster: service, metadata_match: {}", "route.metadata_match")]
    [InlineData("cluster: service, retry_policy: { retry_options_predicates: [] }", "route.retry_policy.retry_options_predicates")]
    public void What_the_resource_model_lacks_is_told_as_not_carried_over(string fields, string path)
    {
        var import = Import(SampleBootstrap.WithAction(fields));

        var diagnostic = Assert.Single(import.Diagnostics);
        Assert.Equal((DiagnosticSeverity.Warning, "AM0801"), (diagnostic.Severity, diagnostic.Code));
        Assert.EndsWith(path, diagnostic.Path, StringComparison.Ordinal);
        Assert.NotNull(import.Bootstrap);
    }

    [Fact]
    public void An_extension_that_nobody_knows_leaves_a_gap()
    {
        const string Lua = """{ name: lua, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua } }""";
        var import = Import(SampleBootstrap.WithManager($"stat_prefix: web, route_config: {{}}, http_filters: [ {Lua}, {SampleBootstrap.Router} ]"));

        Assert.Equal("AM0801", Assert.Single(import.Diagnostics).Code);
        Assert.Null(Manager(import).HttpFilters[0].TypedConfig);
    }

    [Fact]
    public void A_value_of_the_wrong_kind_is_still_an_error()
    {
        var diagnostic = Assert.Single(Import(SampleBootstrap.WithAction("cluster: service, retry_policy: { num_retries: many }")).Diagnostics);

        Assert.Equal((DiagnosticSeverity.Error, null), (diagnostic.Severity, diagnostic.Code));
    }

    [Fact]
    public void No_document_is_no_bootstrap() => Assert.Null(Import("[").Bootstrap);

    [Theory]
    [InlineData("access_log: [ {} ]", "access_log")]
    [InlineData("accessLog: [ {} ]", "accessLog")]
    public void To_run_them_is_refused_as_before(string fields, string field) =>
        Assert.Equal(
            [$"{field}: Envoy's HttpConnectionManager has this field, but ActorMesh does not support it yet"],
            SampleBootstrap.Problems(SampleBootstrap.WithManager(
                $$"""stat_prefix: web, http_filters: [ {{SampleBootstrap.Router}} ], route_config: { virtual_hosts: [ { name: all, domains: ["*"], routes: [ { match: { prefix: / }, route: { cluster: service } } ] } ] }, {{fields}} """)));

    private static BootstrapImport Import(string text) => BootstrapReader.ReadForImport(text, "mesh.yaml");

    private static HttpConnectionManager Manager(BootstrapImport import) =>
        Assert.IsType<HttpConnectionManager>(import.Places.PayloadOf(import.Bootstrap!.StaticResources.Listeners[0].FilterChains[0].Filters[0].TypedConfig));
}
