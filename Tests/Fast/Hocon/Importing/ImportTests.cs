using ActorMesh.Hocon.Importing.EnvoyFiles;
using ActorMesh.Hocon.Importing.GatewayApi;
using ActorMesh.Hocon.Importing.Istio;
using ActorMesh.Hocon.Reading;
using ActorMesh.Tests.Fast.Kit;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Importing;

public sealed class ImportTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, ImportCase.All.Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_foreign_file_becomes_a_mesh_file_and_what_it_says_besides_is_told(int index) => ImportCase.All[index].Holds();

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_same_file_gives_the_same_text(int index)
    {
        var one = ImportCase.All[index];

        Assert.Equal(ImportCase.Read(one.Format, one.Source).Text, ImportCase.Read(one.Format, one.Source).Text);
    }

    [Theory]
    [InlineData("istio")]
    [InlineData("gateway-api")]
    [InlineData("envoy")]
    public void A_damaged_file_never_throws_and_what_is_written_reads_and_lints(string format)
    {
        var sources = Gen.OneOf([.. ImportCase.All.Where(one => one.Format == format).Select(one => Gen.Const(one.Source))]);
        Mutation.Of(sources).Sample(
            text =>
            {
                if (ImportCase.Read(format, text).Text is { } mesh) ImportCase.ReadsAndLints(mesh);
            },
            iter: 150, threads: 1, seed: "0000KtMhk4a2");
    }

    public static TheoryData<string> Hostile => new(
        "",
        "\u0007",
        "- a\n- b",
        "just words",
        new string('[', 100_000),
        new string('{', 100_000),
        "a: &a [*a]",
        "a: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\n" +
        "d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\ne: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]\nf: [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]",
        "kind: Service",
        "kind: List\nitems: [ { kind: List } ]",
        "kind: [x]\nmetadata: 5",
        "a:\n\t- b");

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_file_that_is_none_is_refused_with_its_place(string text)
    {
        foreach (var format in (string[])["istio", "gateway-api", "envoy"])
        {
            var reading = ImportCase.Read(format, text);

            Assert.Null(reading.Text);
            Assert.All(reading.Diagnostics, diagnostic => Assert.True(diagnostic.Code is { Length: 6 }, diagnostic.ToString()));
        }
    }

    [Fact]
    public void Several_files_become_one_mesh_and_are_named_in_what_is_said()
    {
        SourceFile[] files =
        [
            new("services.yaml", "{ kind: Service, apiVersion: v1, metadata: { name: orders }, spec: { type: NodePort, ports: [ { port: 8081, targetPort: 18081 } ] } }"),
            new("routes.yaml", """
                kind: VirtualService
                metadata: { name: orders }
                spec: { hosts: [orders], http: [ { timeout: 2s, delegate: { name: x }, route: [ { destination: { host: orders } } ] } ] }
                """),
        ];

        var reading = IstioImport.Read(files);

        Assert.Contains("timeout.request = 2s", reading.Text);
        Assert.Equal(
            ["services.yaml:1:1", "services.yaml:1:70", "routes.yaml:3:49"],
            reading.Diagnostics.Select(diagnostic => $"{diagnostic.File}:{diagnostic.Position}"));
    }

    [Theory]
    [InlineData("ALLOW", "PERMISSIVE", true)]
    [InlineData("ALLOW", "DISABLE", true)]
    [InlineData("ALLOW", "STRICT", false)]
    [InlineData("DENY", "PERMISSIVE", false)]
    public void Whoever_has_a_certificate_is_everybody_where_nobody_needs_one_which_is_said(string action, string mode, bool isSaid)
    {
        var reading = ImportCase.Read("istio", $$"""
            { kind: Service, apiVersion: v1, metadata: { name: pay }, spec: { ports: [ { port: 81 } ] } }
            ---
            { kind: PeerAuthentication, metadata: { name: all }, spec: { mtls: { mode: {{mode}} } } }
            ---
            kind: AuthorizationPolicy
            metadata: { name: any }
            spec: { action: {{action}}, rules: [ { from: [ { source: { principals: ["*"] } } ], to: [ { operation: { methods: [GET] } } ] } ] }
            """);

        Assert.Equal(isSaid, reading.Diagnostics.Any(said => said.Severity == DiagnosticSeverity.Error && said.Message.Contains("also those without one", StringComparison.Ordinal)));
        Assert.Contains("GET", reading.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expanded_duplicate_route_keeps_its_own_name()
    {
        var reading = ImportCase.Read("istio", """
            kind: VirtualService
            metadata: { name: a }
            spec:
              hosts: [a]
              http:
                - { name: x, match: [ { uri: { exact: /1 } }, { uri: { exact: /2 } } ], route: [ { destination: { host: a, port: { number: 80 } } } ] }
                - { name: x, match: [ { uri: { exact: /3 } } ], route: [ { destination: { host: a } } ] }
            """);

        Assert.Contains("x {", reading.Text);
        Assert.Contains("x-2 {", reading.Text);
        Assert.Contains("x-3 {", reading.Text);
    }

    [Theory]
    [InlineData("timeout: 99999h", "request = 1d", "outside")]
    [InlineData("retries: { attempts: 50 }", "max-attempts = 10", "outside")]
    [InlineData("timeout: soon", "services {", "expected a duration")]
    public void What_the_language_does_not_allow_is_moved_to_the_bound_and_said(string field, string written, string said)
    {
        var reading = ImportCase.Read("istio", $$"""
            kind: VirtualService
            metadata: { name: a }
            spec: { hosts: [a], http: [ { {{field}}, route: [ { destination: { host: a, port: { number: 80 } } } ] } ] }
            """);

        Assert.Contains(written, reading.Text);
        Assert.Contains(reading.Diagnostics, diagnostic => diagnostic.Message.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_to_read_gives_nothing()
    {
        Assert.Null(EnvoyImport.Read([]).Text);
        Assert.Null(IstioImport.Read([]).Text);
        Assert.Null(GatewayApiImport.Read([]).Text);
    }
}
