using ActorMesh.Runtime.Contracts.Envoy.Authorization;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using Xunit;
using HttpConnectionManager = ActorMesh.Runtime.Contracts.Envoy.Http.HttpConnectionManager;
using HttpRbac = ActorMesh.Runtime.Contracts.Envoy.HttpFilters.RBAC;
using JwtAuthentication = ActorMesh.Runtime.Contracts.Envoy.HttpFilters.JwtAuthentication;
using NetworkRbac = ActorMesh.Runtime.Contracts.Envoy.NetworkFilters.RBAC;
using PerRouteConfig = ActorMesh.Runtime.Contracts.Envoy.HttpFilters.PerRouteConfig;
using Rules = ActorMesh.Runtime.Contracts.Envoy.Authorization.RBAC;
using TlsVersion = ActorMesh.Runtime.Contracts.Envoy.TransportSecurity.TlsParameters.Types.TlsProtocol;

namespace ActorMesh.Tests.Fast.Hocon.Compiling;

/// <summary>Who proves what to whom, and who may send what.</summary>
public sealed class SecurityCompilingTests
{
    [Fact]
    public void A_caller_shows_its_own_name_and_wants_the_callees()
    {
        var tls = Compiled.Call("mtls.min-version = \"1.3\"", "trust-domain = corp.example").Cluster("orders").TransportSocket.TypedConfig.Unpack<UpstreamTlsContext>();

        Assert.Equal("spiffe://corp.example/ns/default/sa/web", Assert.Single(tls.CommonTlsContext.TlsCertificateSdsSecretConfigs).Name);
        var peer = Assert.Single(tls.CommonTlsContext.CombinedValidationContext.DefaultValidationContext.MatchTypedSubjectAltNames);
        Assert.Equal((SubjectAltNameMatcher.Types.SanType.Uri, "spiffe://corp.example/ns/default/sa/orders"), (peer.SanType, peer.Matcher.Exact));
        Assert.Equal("spiffe://corp.example", tls.CommonTlsContext.CombinedValidationContext.ValidationContextSdsSecretConfig.Name);
        Assert.Equal((TlsVersion.Tlsv13, "orders.corp.example"), (tls.CommonTlsContext.TlsParams.TlsMinimumProtocolVersion, tls.Sni));
    }

    [Fact]
    public void Strict_takes_nothing_but_members_of_the_mesh()
    {
        var inbound = Compiled.Callee().Listener("inbound");

        var tls = Assert.Single(inbound.FilterChains).TransportSocket.TypedConfig.Unpack<DownstreamTlsContext>();
        Assert.True(tls.RequireClientCertificate);
        Assert.Equal("spiffe://shop.local/", tls.CommonTlsContext.CombinedValidationContext.DefaultValidationContext.MatchTypedSubjectAltNames[0].Matcher.Prefix);
        Assert.Empty(inbound.ListenerFilters);
    }

    [Fact]
    public void Permissive_takes_both_on_one_port()
    {
        var inbound = Compiled.Callee("mtls.mode = permissive").Listener("inbound");

        Assert.Equal(["tls", null], inbound.FilterChains.Select(chain => chain.FilterChainMatch?.TransportProtocol));
        Assert.Equal([true, false], inbound.FilterChains.Select(chain => chain.TransportSocket is not null));
        Assert.Equal(inbound.FilterChains[0].Filters, inbound.FilterChains[1].Filters);
        Assert.Single(inbound.ListenerFilters);
    }

    [Fact]
    public void Where_the_application_may_speak_TLS_itself_the_meshs_is_told_by_its_protocol()
    {
        var inbound = Compiled.Callee("protocol = tcp, mtls.mode = permissive").Listener("inbound");
        var caller = Compiled.Call("protocol = tcp").Cluster("orders").TransportSocket.TypedConfig.Unpack<UpstreamTlsContext>();

        Assert.Equal(["actormesh/1"], caller.CommonTlsContext.AlpnProtocols);
        Assert.Equal(["actormesh/1"], inbound.FilterChains[0].FilterChainMatch.ApplicationProtocols);
        Assert.Equal("", inbound.FilterChains[0].FilterChainMatch.TransportProtocol);
        Assert.Null(inbound.FilterChains[1].FilterChainMatch);
    }

    [Fact]
    public void Off_is_off_on_both_sides()
    {
        Assert.Null(Compiled.Call("mtls.mode = off").Cluster("orders").TransportSocket);
        Assert.Null(Assert.Single(Compiled.Callee("mtls.mode = off").Listener("inbound").FilterChains).TransportSocket);
        Assert.Null(Rbac(Compiled.Callee("mtls.mode = off")));
        Assert.NotNull(Rbac(Compiled.Callee("mtls.mode = off, authz.default = deny")));
    }

    [Fact]
    public void The_application_is_told_who_calls()
    {
        var manager = Compiled.Callee().Manager("inbound");

        Assert.Equal("SanitizeSet", manager.ForwardClientCertDetails.ToString());
        Assert.True(manager.SetCurrentClientCertDetails.Uri);
    }

    [Theory]
    [InlineData("", "callers: web")]
    [InlineData("expose = /,", "callers: web orders")]
    [InlineData("authz.allow-from = [ingress],", "callers: orders")]
    [InlineData("authz.rules = [ { from = [web], methods = [GET] } ],", "rule-1: web")]
    [InlineData("authz { allow-from = [web], rules = [ { paths = [/x] } ] },", "callers: web; rule-1: anybody")]
    public void Who_may_call(string callee, string expected) => Assert.Equal(expected, Callers(Rbac(Compiled.Callee(callee))!.Rules));

    [Fact]
    public void Nobody_may_call_a_service_that_no_one_lists() => Assert.Equal(
        "", Callers(Compiled.Of("services { orders { port = 81 } }", "orders").Manager("inbound").HttpFilters[0].TypedConfig.Unpack<HttpRbac>().Rules));

    [Fact]
    public void A_rule_is_all_of_its_parts()
    {
        var permission = Assert.Single(Rbac(Compiled.Callee("authz.rules = [ { from = [web], methods = [GET, HEAD], paths = [\"/stock/*\", /health] } ]"))!.Rules.Policies["rule-1"].Permissions);

        Assert.Equal(["GET", "HEAD"], permission.AndRules.Rules[0].OrRules.Rules.Select(rule => rule.Header.StringMatch.Exact));
        Assert.Equal("/stock/", permission.AndRules.Rules[1].OrRules.Rules[0].UrlPath.Path.Prefix);
        Assert.Equal("/health", permission.AndRules.Rules[1].OrRules.Rules[1].UrlPath.Path.Exact);
    }

    [Fact]
    public void Rules_about_paths_refuse_paths_that_are_spelt_to_get_round_them()
    {
        Assert.Equal("RejectRequest", Compiled.Callee("authz.rules = [ { paths = [/x] } ]").Manager("inbound").PathWithEscapedSlashesAction.ToString());
        Assert.Equal("RejectRequest", Compiled.Callee("routes.open { match.path-prefix = /open, authz.default = allow }").Manager("inbound").PathWithEscapedSlashesAction.ToString());
        Assert.Equal("RejectRequest", Compiled.Callee("routes.own { match.path = /x, authz.jwt-issuer = \"https://b\" }").Manager("inbound").PathWithEscapedSlashesAction.ToString());
        Assert.Equal("ImplementationSpecificDefault", Compiled.Callee().Manager("inbound").PathWithEscapedSlashesAction.ToString());
        Assert.Equal("ImplementationSpecificDefault", Compiled.Callee("routes.slow { match.path-prefix = /x, fault.abort-share = 1% }").Manager("inbound").PathWithEscapedSlashesAction.ToString());
    }

    [Theory]
    [InlineData("/shop", "RejectRequest")]
    [InlineData("/", "ImplementationSpecificDefault")]
    public void What_is_not_exposed_is_not_reached_by_another_spelling(string prefix, string action) =>
        Assert.Equal(action, Compiled.Callee($"expose = \"{prefix}\"").Manager("ingress").PathWithEscapedSlashesAction.ToString());

    [Theory]
    [InlineData("permissive", 2)]
    [InlineData("strict", 1)]
    public void Where_who_proves_nothing_is_let_in_too_a_deny_by_name_holds_for_it(string mode, int principals)
    {
        var filter = Compiled.Callee($"mtls.mode = {mode}, authz {{ default = allow, deny-rules = [ {{ from = [web], paths = [/x] }} ] }}").Manager("inbound").HttpFilters[0];
        var denied = filter.TypedConfig.Unpack<HttpRbac>().Rules.Policies["deny-1"].Principals;

        Assert.Equal(principals, denied.Count);
        if (principals == 2) Assert.Null(denied[^1].NotId.Authenticated.PrincipalName);
    }

    [Fact]
    public void A_route_that_changes_the_path_has_no_rules_beside_the_application() => Assert.Empty(
        Compiled.Callee("routes { public { match.path-prefix = /public, rewrite.path-prefix = /x, authz.default = allow }, x { match.path-prefix = /x, authz.allow-from = [] } }")
            .Route("inbound", "orders.public").TypedPerFilterConfig);

    [Fact]
    public void Audit_only_tells_and_allow_says_nothing()
    {
        var audit = Rbac(Compiled.Callee("authz.default = audit"))!;

        Assert.Null(audit.Rules);
        Assert.Equal("callers: web", Callers(audit.ShadowRules));
        Assert.Null(Rbac(Compiled.Callee("authz.default = allow")));
    }

    [Fact]
    public void Bytes_that_pass_unread_are_checked_by_connection()
    {
        var filters = Compiled.Callee("protocol = tcp").Listener("inbound").FilterChains[0].Filters;

        Assert.Equal("callers: web", Callers(filters[0].TypedConfig.Unpack<NetworkRbac>().Rules));
        Assert.Equal("envoy.filters.network.tcp_proxy", filters[1].Name);
    }

    [Fact]
    public void Tokens_are_asked_for_by_a_filter()
    {
        var jwt = Tokens("authz { jwt-issuer = \"https://id.example\", jwt-audience = orders }");
        var provider = jwt.Providers["https://id.example orders"];

        Assert.Equal(("https://id.example", "orders", true), (provider.Issuer, Assert.Single(provider.Audiences), provider.Forward));
        Assert.Equal("https://id.example/.well-known/jwks.json", provider.RemoteJwks.HttpUri.Uri);
        Assert.Equal("https://id.example orders", Assert.Single(jwt.Rules).RequirementName);
        Assert.Equal("keys.json", Tokens("authz { jwt-issuer = x, jwt-keys = keys.json }").Providers["x keys.json"].LocalJwks.Filename);
    }

    [Fact]
    public void A_route_may_need_the_token_of_another()
    {
        var compiled = Compiled.Callee("authz.jwt-issuer = \"https://a\", routes.own { match.path = /x, authz.jwt-issuer = \"https://b\" }");

        Assert.Equal("https://b", compiled.Route("inbound", "orders.own").TypedPerFilterConfig["envoy.filters.http.jwt_authn"].Unpack<PerRouteConfig>().RequirementName);
    }

    [Fact]
    public void What_is_denied_is_asked_before_what_is_allowed()
    {
        var filters = Compiled.Callee("authz.deny-rules = [ { methods = [PUT], hosts = [\"*.a\", b] }, { ports = [1] } ]").Listener("inbound").FilterChains[0].Filters[^1]
            .TypedConfig.Unpack<HttpConnectionManager>().HttpFilters;

        Assert.Equal(["envoy.filters.http.rbac.deny", "envoy.filters.http.rbac", "envoy.filters.http.router"], filters.Select(filter => filter.Name));
        var denied = filters[0].TypedConfig.Unpack<HttpRbac>().Rules;
        Assert.Equal(Rules.Types.Action.Deny, denied.Action);
        Assert.Equal(
            """{ "andRules": { "rules": [ { "header": { "name": ":method", "stringMatch": { "exact": "PUT" } } }, { "orRules": { "rules": [ { "header": { "name": ":authority", "stringMatch": { "safeRegex": { "regex": ".*\\.a(?::[0-9]*)?" } } } }, { "header": { "name": ":authority", "stringMatch": { "exact": "b", "ignoreCase": true } } }, { "header": { "name": ":authority", "stringMatch": { "prefix": "b:", "ignoreCase": true } } } ] } } ] } }""",
            Assert.Single(denied.Policies).Value.Permissions[0].ToString());
    }

    [Fact]
    public void Where_bytes_pass_unread_a_rule_about_requests_allows_nobody_and_denies_more()
    {
        var filters = Compiled.Callee("protocol = tcp, authz { rules = [ { methods = [GET] } ], deny-rules = [ { from = [web], paths = [/x] } ] }").Listener("inbound").FilterChains[0].Filters;

        Assert.Equal("deny-1: web", Callers(filters[0].TypedConfig.Unpack<NetworkRbac>().Rules));
        Assert.Equal("", Callers(filters[1].TypedConfig.Unpack<NetworkRbac>().Rules));
    }

    private static JwtAuthentication Tokens(string callee) => Compiled.Callee(callee).Listener("inbound").FilterChains[0].Filters[^1].TypedConfig.Unpack<HttpConnectionManager>()
        .HttpFilters.Select(filter => filter.TypedConfig).First(config => config.Is(JwtAuthentication.Descriptor)).Unpack<JwtAuthentication>();

    [Fact]
    public void Clients_outside_the_mesh_get_TLS_from_files_and_enter_it_by_the_certificate_of_the_service_they_reach()
    {
        var compiled = Compiled.Of("mesh.name = shop, services { web { port = 80, expose { tls-cert = c.pem, tls-key = k.pem } } }", "web");

        var tls = compiled.Listener("ingress").FilterChains[0].TransportSocket.TypedConfig.Unpack<DownstreamTlsContext>();
        Assert.Equal(("c.pem", "k.pem"), (tls.CommonTlsContext.TlsCertificates[0].CertificateChain.Filename, tls.CommonTlsContext.TlsCertificates[0].PrivateKey.Filename));
        Assert.Null(tls.RequireClientCertificate);
        Assert.Equal(
            "spiffe://shop.local/ns/default/sa/web",
            compiled.Cluster("web@ingress").TransportSocket.TypedConfig.Unpack<UpstreamTlsContext>().CommonTlsContext.TlsCertificateSdsSecretConfigs[0].Name);
    }

    private static HttpRbac? Rbac(Compiled compiled) =>
        compiled.Manager("inbound").HttpFilters.FirstOrDefault(filter => filter.Name == "envoy.filters.http.rbac")?.TypedConfig.Unpack<HttpRbac>();

    private static string Callers(RBAC rules) => string.Join("; ", rules.Policies.Select(policy => $"{policy.Key}: {string.Join(' ', policy.Value.Principals.Select(Name))}"));

    private static string Name(Principal principal) =>
        principal.Any ? "anybody" : principal.Authenticated.PrincipalName.Exact["spiffe://shop.local/ns/default/sa/".Length..];
}
