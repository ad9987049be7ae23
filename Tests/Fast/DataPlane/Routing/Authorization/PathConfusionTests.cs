using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing;
using ActorMesh.DataPlane.Routing.Authorization;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.DataPlane.Routing.Paths;
using ActorMesh.Tests.Fast.DataPlane.Routing.Filters;
using ActorMesh.Tests.Fast.Kit;
using CsCheck;
using Xunit;
using static ActorMesh.Tests.Fast.DataPlane.Routing.Authorization.Access;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Authorization;

/// <summary>However a path or a host is spelt: what is routed is what was authorised, and what is forwarded is what was authorised.</summary>
public sealed class PathConfusionTests
{
    private const int Cases = 20_000;

    private static readonly PathNormaliser Paths = new(normalise: true, mergeSlashes: true, EscapedSlashes.Reject, refusesParameters: true);

    private static readonly Gen<string> Targets = Pieces(
        "/", "/", "//", "/./", "/../", ".", "..", "admin", "ADMIN", "Admin", "a", "public", "adm", "in", ";", ";x=1", "..;", "%2e", "%2E%2e", "%2f", "%2F", "%5c", "\\", "%61dmin",
        "%41dmin", "%64", "%00", "%25", "%252e", "%252f", "?", "?/admin", "#", "#/../admin", "%23", "%3f", "%3F", "%3b", "%2", "%", "é", "~", "%7e").Array[0, 9].Select(parts => "/" + string.Concat(parts));

    private static readonly Gen<string> Hosts = Pieces("admin", "ADMIN", ".", "example", "Example", ".", ":80", ":8080", "www.", "x").Array[1, 5].Select(string.Concat);

    /// <summary>A table that routes by the same questions that the policy asks, so that they can be compared.</summary>
    private static readonly RouteTable Table = RouteTables.Table(
        """
        {"name":"t","virtual_hosts":[{"name":"all","domains":["*"],"routes":[
          {"name":"admin","match":{"prefix":"/admin"},"direct_response":{"status":200} },
          {"name":"rest","match":{"prefix":"/"},"direct_response":{"status":200} }]}]}
        """,
        FilterTables.Options(Filter($"\"rules\":{Rules("""{"url_path":{"path":{"prefix":"/admin"} } }""", action: "DENY")}")));

    private static readonly RouteTable ByHost = RouteTables.Table(
        """
        {"name":"t","virtual_hosts":[
          {"name":"admin","domains":["admin.example","admin.example:80"],"routes":[{"name":"admin","match":{"prefix":"/"},"direct_response":{"status":200} }]},
          {"name":"all","domains":["*"],"routes":[{"name":"rest","match":{"prefix":"/"},"direct_response":{"status":200} }]}]}
        """,
        FilterTables.Options(Filter($"\"rules\":{Rules("""{"header":{"name":":authority","string_match":{"safe_regex":{"regex":"admin\\.example(:80)?"} } } }""", action: "DENY")}")));

    [Theory]
    [InlineData("/admin", 403)]
    [InlineData("//admin", 403)]
    [InlineData("/./admin", 403)]
    [InlineData("/a/../admin", 403)]
    [InlineData("/%61dmin", 403)]
    [InlineData("/a/%2e%2e/admin", 403)]
    [InlineData("/a/.%2e//admin/x", 403)]
    [InlineData("/admin;x=1", 400)]
    [InlineData("/admin;a/users", 400)]
    [InlineData("/admin%3ba/users", 400)]
    [InlineData("/;a/admin%3B", 400)]
    [InlineData("/a?/admin;x=1", 0)]
    [InlineData("/admin?x", 403)]
    [InlineData("/a/..?/admin", 0)]
    [InlineData("/ADMIN", 0)]
    [InlineData("/%41DMIN", 0)]
    [InlineData("/a?/../admin", 0)]
    [InlineData("/a/..;/admin", 400)]
    [InlineData("/a/..;x=1/admin", 400)]
    [InlineData("/a/%2e%2e;/admin", 400)]
    [InlineData("/a/..%3b/admin", 400)]
    [InlineData("/a/.;/admin", 400)]
    [InlineData("/a/..x;/admin", 400)]
    [InlineData("/%2561dmin", 0)]
    [InlineData("/%2fadmin", 400)]
    [InlineData("/a%2F..%2Fadmin", 400)]
    [InlineData("/a\\..\\admin", 400)]
    [InlineData("/a/..%5cadmin", 400)]
    [InlineData("/admin%00", 400)]
    [InlineData("/x%00/../admin", 400)]
    [InlineData("/%zzadmin", 400)]
    public void Another_spelling_gets_nobody_further(string target, int status) => Assert.Equal(status, Decide(Table, Requests.Request(target)).Status);

    [Fact]
    public void Routing_and_authorization_never_disagree_about_a_path() => Targets.Sample(
        target =>
        {
            if (TryRead(target, "a") is not { } head) return;
            var (status, route) = Decide(Table, head);
            Assert.True(status == (route == "admin" ? 403 : status == 400 ? 400 : 0), $"{target}: {route} got {status}");
            if (status == 400) return;

            // What is forwarded is in the form that was authorised, and would be authorised the same again.
            var forwarded = head.Target.Text();
            Assert.Equal(status, Decide(Table, Requests.Request(forwarded)).Status);
            Assert.Equal(forwarded, Normal(forwarded));
            Assert.Equal(status == 403, forwarded.StartsWith("/admin", StringComparison.Ordinal));

            // And so would what a server makes of it that leaves out parameters.
            Assert.Equal(status, Decide(Table, Requests.Request(WithoutParameters(forwarded))).Status);
        },
        iter: Cases);

    [Fact]
    public void Routing_and_authorization_never_disagree_about_a_host() => Hosts.Sample(
        host =>
        {
            if (TryRead("/", host) is not { } head) return;
            var (status, route) = Decide(ByHost, head);
            Assert.True(status == (route == "admin" ? 403 : 0), $"{host}: {route} got {status}");
        },
        iter: Cases);

    [Theory]
    [InlineData("admin.example")]
    [InlineData("ADMIN.example")]
    [InlineData("admin.example.")]
    [InlineData("Admin.Example.:80")]
    public void Another_spelling_of_a_host_gets_nobody_further(string host) => Assert.Equal((403, "admin"), Decide(ByHost, Requests.Request(host: host)));

    private static (int Status, string? Route) Decide(RouteTable table, RequestHead head)
    {
        var plan = Exchanges.Service(new HttpConnectionSettings { Paths = Paths }, table).Plan();
        var refusal = plan.Decide(head);
        return (refusal?.Status ?? 0, plan.Route?.Name);
    }

    private static string WithoutParameters(string target)
    {
        var parts = target.Split('?', 2);
        parts[0] = string.Join('/', parts[0].Split('/').Select(segment => segment.Replace("%3b", ";", StringComparison.OrdinalIgnoreCase).Split(';')[0]));
        return string.Join('?', parts);
    }

    private static string Normal(string target)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        return Paths.Normalise(System.Text.Encoding.Latin1.GetBytes(target), output) == PathVerdict.Unchanged ? target : output.WrittenSpan.Text();
    }

    private static RequestHead? TryRead(string target, string host)
    {
        try
        {
            return Requests.Request(target, host);
        }
        catch (ArgumentException)
        {
            return null; // Refused before anybody looks at it.
        }
    }

    private static Gen<string> Pieces(params string[] pieces) => Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]);
}
