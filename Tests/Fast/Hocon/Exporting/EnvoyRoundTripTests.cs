using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Compiling.Running;
using ActorMesh.Hocon.Compiling.Security;
using ActorMesh.Hocon.Envoy;
using ActorMesh.Hocon.Exporting;
using ActorMesh.Hocon.Findings;
using ActorMesh.Hocon.Importing.EnvoyFiles;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Tests.Fast.Hocon.Envoy;
using ActorMesh.Tests.Fast.Hocon.Mesh;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Exporting;

public sealed class EnvoyRoundTripTests
{
    /// <summary>One of each is written at a service; together they are most of what a bootstrap can say.</summary>
    private static readonly string[][] Choices =
    [
        ["", "timeout.request = 2s", "timeout { request = off, per-try = 1s }", "timeout { idle = 5m, connect = 250ms, propagate-deadline = off }", "timeout { per-try-idle = 1s, max-duration = 1h, from-headers = any }"],
        ["", "retries.max-attempts = 1", "retries { max-attempts = 4, on = [reset, \"502\"], methods = [GET], backoff { base = 10ms, max = 1s, jitter = none } }", "retries.budget = off",
            "retries { on = [envoy-ratelimited, timeout], retriable-headers = [x-retry, \"x-state=busy\"], origin-mark = off }"],
        ["", "load-balancer.policy = round-robin", "load-balancer { policy = ring-hash, hash-on = \"header:x-a\", ring-size = 64 }", "load-balancer { policy = random, panic = 10% }",
            "load-balancer.slow-start = 5s", "load-balancer { policy = round-robin, slow-start { aggression = 1.5, min-share = 5% } }"],
        ["", "breaker.trip = off", "breaker { max-requests = 7, trip.failure-ratio = 25% }",
            "breaker.trip { mode = observe, consecutive-failures = 3, slow-call = 1s, slow-call-ratio = 60%, jitter = 0%, probe-successes = 2, probe-timeout = 1s }"],
        ["", "outlier = off", "outlier { consecutive-5xx = 3, max-ejected = 10%, always-keep-one = off }",
            "outlier { consecutive-local = 3, jitter = 2s, success-rate { stdev-factor = 2.2, min-hosts = 3 }, failure-percentage { threshold = 50%, min-requests = 9 } }"],
        ["", "health-check { path = \"/ok\", jitter = 0% }", "health-check { type = tcp, unhealthy-interval = 1s }",
            "health-check { host = up.example, expected-statuses = [\"200-204\"], no-traffic-interval = 2s }"],
        ["", "mtls.mode = off", "mtls { mode = permissive, min-version = \"1.3\" }"],
        ["", "hedging.delay = 50ms", "tracing.sample = 5%", "access-log = off", "limits { max-request-body = off, max-headers = 8KiB }"],
        ["", "authz.allow-from = [web]", "authz.rules = [{ from = [web], methods = [GET, POST], paths = [\"/a/*\", \"/b\"] }]", "fault { delay-share = 0.5%, delay = 1s }", "fault { by-header = on, abort-share = 50%, max-active = 4 }"],
        ["", "rate-limit.local { rate = 5/s, burst = 10, key = client-ip }", "rate-limit.local { rate = 5/s, mode = observe, headers = off }"],
        [
            "",
            "routes { a { match { path-prefix = \"/a\", header.x-a.prefix = b, methods = [GET, POST] }, timeout.request = 1s }, rest {} }",
            "versions { v1 = \"version=v1\", v2 = \"version=v2\" }, " +
            "endpoints = [{ address = \"o-1:81\", labels.version = v1 }, { address = \"o-2:81\", labels.version = v2 }], " +
            "routes { beta { match { path = \"/b\", query.q = \"1\" }, split.v2 = 100%, rewrite.path-prefix = \"/c\" }, " +
            "rest { split { v1 = 75%, v2 = 25% }, mirror { to = v2, share = 5% }, headers.request { set.x-a = \"50%\", remove = [x-b] } } }",
            "routes { gone { match.path = \"/gone\", respond { status = 410, body = gone } }, old { match.path-prefix = \"/old\", redirect { host = \"a.example\", path = \"/n\", status = 301 } }, rest {} }",
        ],
    ];

    private static readonly Gen<string> Meshes =
        from picks in Gen.Int[0, 100].Array[Choices.Length]
        let said = Choices.Select((choices, index) => choices[picks[index] % choices.Length]).Where(choice => choice.Length > 0)
        select $$"""
            mesh { name = shop }
            services {
              web { port = 8080, expose = "/", calls = [orders] }
              orders { port = 81{{string.Concat(said.Select(choice => $"\n    {choice}"))}} }
            }
            """;

    [Fact]
    public void What_is_exported_and_imported_is_exported_again_as_the_same_bytes() => Meshes.Sample(
        text =>
        {
            var mesh = MeshSample.Mesh(text);
            // Rules about callers whom nobody can tell apart are no mesh that anybody would run, and no import writes one.
            if (MeshFindings.Of(mesh).Any(finding => finding.Severity == DiagnosticSeverity.Error)) return;
            foreach (var name in (string[])["web", "orders"])
            {
                var exported = Export(mesh, name);
                var imported = EnvoyImport.Read([new SourceFile("e.json", exported)]);
                Assert.Equal("", string.Join('\n', imported.Diagnostics));
                Assert.Equal(exported, Export(MeshSample.Mesh(imported.Text!), name));
            }
        },
        iter: 60, threads: 1, seed: "0000KtMhk4a2");

    [Fact]
    public void What_is_exported_reads_back_as_the_same_message() => Meshes.Sample(
        text =>
        {
            var mesh = MeshSample.Mesh(text);
            foreach (var service in mesh.Services)
            {
                var bootstrap = MeshCompiler.Compile(mesh, service, Placement.AsWritten(mesh));
                var read = BootstrapReader.ReadForImport(EnvoyJson.Of(bootstrap), "e.json");
                Assert.Empty(read.Diagnostics);
                Assert.Equal(bootstrap, read.Bootstrap);
            }
        },
        iter: 40, threads: 1);

    [Fact]
    public void What_can_be_run_is_taken_by_the_sidecars_own_reader()
    {
        // Whoever has an identity has a control plane, too.
        var mesh = WithoutIdentity.Of(MeshSample.Mesh(File.ReadAllText(ExampleFilesTests.PathOf("shop.conf"))));
        foreach (var service in mesh.Services)
        {
            var runnable = RunnableToday.Of(MeshCompiler.Compile(mesh, service, Placement.AsWritten(mesh))).Bootstrap;
            var read = BootstrapReader.Read(EnvoyJson.Of(runnable), "e.json");
            Assert.Empty(read.Diagnostics);
            Assert.Equal(runnable, read.Bootstrap);
        }
    }

    [Fact]
    public void All_workloads_of_a_mesh_come_back_as_one_mesh()
    {
        var mesh = MeshSample.Mesh(File.ReadAllText(ExampleFilesTests.PathOf("shop.conf")));

        var imported = EnvoyImport.Read([.. mesh.Services.Select(service => new SourceFile($"{service.Name}.json", Export(mesh, service.Name)))]);

        var back = MeshSample.Mesh(imported.Text!);
        Assert.Empty(imported.Diagnostics);
        foreach (var service in mesh.Services) Assert.Equal(Export(mesh, service.Name), Export(back, service.Name));
    }

    private static string Export(ServiceMesh mesh, string service) =>
        EnvoyJson.Of(MeshCompiler.Compile(mesh, mesh.Find(service)!, Placement.AsWritten(mesh)));
}
