using System.Text;
using System.Text.Json;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.DataPlane.Routing.Filters;
using ActorMesh.DataPlane.Routing.Tokens;
using ActorMesh.Tests.Fast.DataPlane.Routing.Filters;
using ActorMesh.Tests.Fast.Kit;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Tokens;

/// <summary>Which tokens are good.</summary>
public sealed class TokenFilterTests : IDisposable
{
    private const string Everything = """[{"match":{"prefix":"/"},"requires":{"provider_name":"p"} }]""";
    private const string Malformed = "Jwt_is_not_in_the_form_of_Header.Payload.Signature_with_two_dots_and_3_sections";
    private const string Keys = "https://id.example/keys";

    private readonly Issuer _issuer = new();
    private readonly KeySets _keys = new();
    private readonly FakeTimeProvider _clock = new(Issuer.Now);

    public static TheoryData<string, string, string?> Good => new()
    {
        { "ES256", "e2", null }, { "ES384", "e3", null }, { "RS256", "r", null }, { "PS256", "r", null },
        { "ES256", "e2", Issuer.Payload(audience: "[\"other\",\"payments\"]") },
        { "ES256", "e2", Issuer.Payload(exp: -59) },
        { "ES256", "e2", Issuer.Payload(nbf: 60) },
        { "ES256", "e2", Issuer.Payload(exp: null, more: ",\"exp\":1767229200.5") },
    };

    public static TheoryData<string, string?, string?, string, string> Bad => new()
    {
        { "ES256", "e2", Issuer.Payload(exp: -60), "", "Jwt_is_expired" },
        { "ES256", "e2", Issuer.Payload(nbf: 61), "", "Jwt_not_yet_valid" },
        { "ES256", "e2", Issuer.Payload(exp: null), "", "Jwt_has_no_exp" },
        { "ES256", "e2", Issuer.Payload(exp: null, more: ",\"exp\":\"never\""), "", Malformed },
        { "ES256", "e2", Issuer.Payload(exp: null, more: ",\"exp\":1e300"), "", Malformed },
        { "ES256", "e2", Issuer.Payload(issuer: "https://id.example/"), "", "Jwt_issuer_is_not_configured" },
        { "ES256", "e2", Issuer.Payload(issuer: "HTTPS://id.example"), "", "Jwt_issuer_is_not_configured" },
        { "ES256", "e2", Issuer.Payload(audience: "\"payment\""), "", "Audiences_in_Jwt_are_not_allowed" },
        { "ES256", "e2", Issuer.Payload(audience: "[]"), "", "Audiences_in_Jwt_are_not_allowed" },
        { "none", null, null, "", "Jwt_alg_is_not_allowed" },
        { "None", "e2", null, "", "Jwt_alg_is_not_allowed" },
        { "HS256", "e2", null, "", "Jwt_alg_is_not_allowed" },
        { "RS512", "r", null, "", "Jwt_alg_is_not_allowed" },
        { "ES256", "new", null, "", "Jwks_doesn't_have_key_to_match_kid_or_alg_from_Jwt" },
        { "ES256", "r", null, "", "Jwks_doesn't_have_key_to_match_kid_or_alg_from_Jwt" },
        { "RS256", "e2", null, "", "Jwks_doesn't_have_key_to_match_kid_or_alg_from_Jwt" },
        { "ES256", "e2", null, ",\"crit\":[\"b64\"],\"b64\":false", Malformed },
    };

    public void Dispose() => _issuer.Dispose();

    [Theory]
    [MemberData(nameof(Good))]
    public void A_good_token_passes(string algorithm, string key, string? payload) => Assert.Equal("", Ask(_issuer.Token(payload, algorithm, key)));

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_token_does_not(string algorithm, string? key, string? payload, string header, string problem) =>
        Assert.Equal($"jwt_authn_access_denied{{{problem}}}", Ask(_issuer.Token(payload, algorithm, key, header)));

    [Theory]
    [InlineData("a")]
    [InlineData("a.b")]
    [InlineData("..")]
    [InlineData("a.b.c.d.e")]
    [InlineData("%%.%%.%%")]
    public void What_is_no_token_is_bad(string token) => Assert.StartsWith("jwt_authn_access_denied{Jwt_is_not_in_the_form", Ask(token), StringComparison.Ordinal);

    [Fact]
    public void A_token_that_was_changed_is_bad()
    {
        var parts = _issuer.Token().Split('.');
        var other = Issuer.Encode(Issuer.Payload(more: ",\"admin\":true"));
        Assert.Equal("jwt_authn_access_denied{Jwt_verification_fails}", Ask($"{parts[0]}.{other}.{parts[2]}"));
        Assert.Equal("jwt_authn_access_denied{Jwt_verification_fails}", Ask($"{parts[0]}.{parts[1]}.{_issuer.Token(Issuer.Payload(exp: 7)).Split('.')[2]}"));
        Assert.Equal("jwt_authn_access_denied{Jwt_verification_fails}", Ask($"{parts[0]}.{parts[1]}."));
    }

    [Fact]
    public void A_token_of_another_issuer_with_the_same_names_is_bad()
    {
        using var other = new Issuer();
        Assert.Equal("jwt_authn_access_denied{Jwt_verification_fails}", Ask(other.Token()));
    }

    [Theory]
    [InlineData("Jwt_is_missing", "Bearer")]
    [InlineData("Jwt_is_missing", "Bearer", "authorization: Basic YTpi")]
    [InlineData("Jwt_is_missing", "Bearer", "authorization: Bearer")]
    [InlineData("Jwt_is_there_more_than_once", "Bearer error=\"invalid_token\"", "authorization: Bearer a.b.c", "Authorization: Bearer a.b.c")]
    public void A_client_without_a_token_is_told_which_one_it_needs(string problem, string challenge, params string[] headers)
    {
        var refusal = Refusal(Requests.Request(headers: headers), Table())!;
        var answer = new OwnAnswer();
        var fields = answer.Begin(refusal, HttpMethod.Get);
        Assert.Equal((401, $"jwt_authn_access_denied{{{problem}}}", challenge), (answer.Head.Status, refusal.Details, fields.Header("www-authenticate")));
        Assert.Equal("jwt_authn_access_denied", fields.Header("x-actormesh-reason"));
    }

    [Fact]
    public void A_token_has_a_longest_length()
    {
        var longest = _issuer.Token(Issuer.Payload(more: $",\"x\":\"{new string('x', 5000)}\""));
        Assert.Equal("", Ask(longest));
        Assert.Equal("jwt_authn_access_denied{Jwt_is_too_long}", Ask(new string('a', TokenVerifier.BytesMax + 1)));
    }

    [Fact]
    public void The_application_gets_the_token_only_where_it_shall()
    {
        foreach (var forward in (bool[])[true, false])
        {
            var head = Sent(_issuer.Token());
            Assert.Null(Refusal(head, Table(forward: forward)));
            Assert.Equal(forward, head.Headers.Header("authorization") is not null);
        }
    }

    [Fact]
    public void Only_requests_that_need_a_token_are_asked_for_one()
    {
        var table = Table("""[{"match":{"path":"/open"} },{"match":{"prefix":"/v1"},"requirement_name":"r"},{"match":{"prefix":"/v2"},"requires":{} }]""");
        Assert.Null(Refusal(Requests.Request("/open"), table));
        Assert.Null(Refusal(Requests.Request("/v2"), table));
        Assert.Null(Refusal(Requests.Request("/else"), table));
        Assert.Equal(401, Refusal(Requests.Request("/v1"), table)!.Status);
    }

    [Fact]
    public void A_route_may_ask_for_none()
    {
        const string Type = "\"@type\":\"type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.PerRouteConfig\"";
        var table = FilterTables.Table($$"""
            {"match":{"path":"/open"},"route":{"cluster":"c"},"typed_per_filter_config":{"f0":{ {{Type}},"disabled":true} } },
            {"match":{"path":"/own"},"route":{"cluster":"c"},"typed_per_filter_config":{"f0":{ {{Type}},"requirement_name":"r"} } }
            """, FilterTables.Options(Filter("[]", forward: true)));
        Assert.Equal([true, false], table.VirtualHosts[0].Routes.Select(route => route.Filters.IsEmpty));
        Assert.Equal(401, table.VirtualHosts[0].Routes[1].Filters.Apply(Requests.Request("/own"), Facts(), 0).Refusal!.Status);
    }

    [Fact]
    public void Keys_that_are_fetched_are_asked_for_when_one_is_missing_and_a_key_that_is_withdrawn_is_believed_no_longer()
    {
        var missed = 0;
        var table = FilterTables.Behind(Filter(Everything, forward: true, remote: true));
        Assert.Equal([new KeyOrigin(Keys, TimeSpan.FromMinutes(5))], table.KeyOrigins);
        var cell = _keys.Of(Keys);
        cell.OnMissed = () => missed++;
        Assert.Equal("jwt_authn_access_denied{Jwks_remote_fetch_is_failed}", Refusal(Sent(_issuer.Token()), table)!.Details);

        cell.Keys = KeySet.Parse(_issuer.Keys);
        Assert.Null(Refusal(Sent(_issuer.Token()), table));
        Assert.Null(Refusal(Sent(_issuer.Token(key: null)), table));
        for (var i = 0; i < 5; i++) Refusal(Sent(_issuer.Token(key: "new")), table);
        Assert.Equal(1, missed);
        cell.Heed();
        Refusal(Sent(_issuer.Token(key: "new")), table);
        Assert.Equal(2, missed);

        var token = _issuer.Token();
        Assert.Null(Refusal(Sent(token), table));
        cell.Keys = KeySet.Parse($$"""{"keys":[{{_issuer.Rsa("r")}}]}""");
        Assert.NotNull(Refusal(Sent(token), table));
    }

    [Fact]
    public void Keys_of_a_file_hold_from_the_beginning_until_there_are_newer_ones()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, _issuer.Keys);
        var table = FilterTables.Behind(Filter(Everything, forward: true, file: file));
        File.Delete(file);
        Assert.Equal([new KeyOrigin(file, TimeSpan.FromSeconds(2))], table.KeyOrigins);
        Assert.Null(Refusal(Sent(_issuer.Token()), table));
        _keys.Of(file).Keys = KeySet.Parse($$"""{"keys":[{{_issuer.Rsa("r")}}]}""");
        Assert.NotNull(Refusal(Sent(_issuer.Token()), table));
    }

    [Fact]
    public void A_token_that_was_found_good_is_not_checked_again_until_it_ends_and_costs_no_allocation()
    {
        var (table, head, facts) = (Table(), Sent(_issuer.Token(Issuer.Payload(exp: 10))), Facts());
        var filters = table.OnlyFilters();
        for (var i = 0; i < 100; i++) Assert.Null(filters.Apply(head, facts, 0).Refusal);
        Assert.Equal((100, 99), (table.Tokens[0].Allowed, table.Tokens[0].Known));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) filters.Apply(head, facts, 0);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        _clock.Advance(TimeSpan.FromSeconds(69));
        Assert.Null(filters.Apply(head, facts, 0).Refusal);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("jwt_authn_access_denied{Jwt_is_expired}", filters.Apply(head, facts, 0).Refusal!.Details);
    }

    [Fact]
    public void What_is_remembered_of_tokens_is_bounded()
    {
        var (verified, keys) = (new VerifiedTokens(), KeySet.Parse(_issuer.Keys));
        var often = TokenHash.Of("often"u8);
        verified.Add(often, keys, 0, 9);
        for (var i = 0; i < 20 * VerifiedTokens.GenerationMax; i++)
        {
            verified.Add(TokenHash.Of(Encoding.ASCII.GetBytes($"{i}")), keys, 0, 9);
            if (i % VerifiedTokens.GenerationMax == 7) Assert.True(verified.Contains(often, keys, 5));
        }

        Assert.False(verified.Contains(TokenHash.Of("1"u8), keys, 5));
        Assert.False(verified.Contains(often, KeySet.Parse(_issuer.Keys), 5));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"keys\":[]}")]
    [InlineData("{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\",\"alg\":\"HS256\"}]}")]
    [InlineData("{\"keys\":[{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}]}")]
    [InlineData("{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQ\",\"y\":\"AQ\"}]}")]
    public void What_has_no_key_that_could_be_used_is_no_set_of_keys(string text) => Assert.Throws<FormatException>(() => KeySet.Parse(text));

    [Fact]
    public void A_key_is_used_only_for_what_it_is_meant_for()
    {
        Assert.Throws<FormatException>(() => KeySet.Parse($$"""{"keys":[{{_issuer.Rsa("r", ",\"use\":\"enc\"")}}]}"""));
        Assert.Equal(1, KeySet.Parse($$"""{"keys":[{{_issuer.Rsa("r", ",\"alg\":\"PS256\"")}}]}""").Count);
    }

    private RouteTable Table(string rules = Everything, bool forward = true) => FilterTables.Behind(Filter(rules, forward));

    private string Filter(string rules, bool forward, bool remote = false, string? file = null)
    {
        var keys = file is not null ? $$"""local_jwks":{"filename":{{JsonSerializer.Serialize(file)}} }""" : remote ? $$"""remote_jwks":{"http_uri":{"uri":"{{Keys}}"} }""" : $$"""local_jwks":{"inline_string":{{JsonSerializer.Serialize(_issuer.Keys)}} }""";
        return $$"""
            {"@type":"type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication","rules":{{rules}},"requirement_map":{"r":{"provider_name":"p"} },
             "providers":{"p":{"issuer":"{{Issuer.Name}}","audiences":["{{Issuer.Audience}}"],"forward":{{(forward ? "true" : "false")}},"{{keys}} } } }
            """;
    }

    private ExchangeFacts Facts()
    {
        var facts = FilterTables.FactsOf();
        (facts.Clock, facts.Keys) = (_clock, _keys);
        return facts;
    }

    private static RequestHead Sent(string token) => Requests.Request(headers: $"authorization: bearer {token}");

    private Refusal? Refusal(RequestHead head, RouteTable table) => table.OnlyFilters().Apply(head, Facts(), 0).Refusal;

    private string Ask(string token) => Refusal(Sent(token), Table())?.Details ?? "";
}
