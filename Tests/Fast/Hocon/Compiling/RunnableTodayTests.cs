using ActorMesh.DataPlane.Configuration;
using ActorMesh.DataPlane.Security;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Compiling.Running;
using ActorMesh.Hocon.Compiling.Security;
using ActorMesh.Hocon.Envoy;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Compiling;

/// <summary>Every policy is either honoured by the data plane or told to be left out.</summary>
public sealed class RunnableTodayTests
{
    public static TheoryData<string, string> LeftOut => new()
    {
        { "access-log.format = text", "access-log: listener inbound: no line is written" },
        { "protocol = tcp", "access-log: listener inbound: no line is written" },
        { "cors.allow-origins = [\"*\"]", "cors: listener outbound/orders, route orders: browsers of other sites are not answered as the policy says" },
        { "cors.allow-origins = [\"*\"]", "cors: listener outbound/orders: browsers of other sites are not answered as the policy says" },
        { "health-check.type = grpc", "health-check: cluster orders: endpoints are not asked how they are" },
        { "protocol = grpc, health-check.interval = 1s", "health-check: cluster orders: endpoints are not asked how they are" },
        { "endpoints = [ { address = a, zone = a }, { address = b, zone = b } ]", "load-balancer.locality: cluster orders: all zones get the same share" },
        { "protocol = grpc", "protocol: cluster orders: HTTP/1.1 is spoken to endpoints" },
        { "protocol = http2", "protocol: listener inbound: HTTP/1.1 is spoken" },
        { "tracing.sample = 1%", "tracing: listener inbound: no trace is started or reported" },
        { "tracing.sample = 5%", "tracing: listener outbound/orders, route orders: no trace is started or reported" },
    };

    public static TheoryData<string> Honoured =>
    [
        "timeout { request = 1s, idle = 2s, connect = 3s }", "load-balancer.policy = random", "load-balancer { policy = ring-hash, hash-on = client-ip }",
        "load-balancer { policy = maglev, slow-start = off }", "load-balancer.slow-start = 1s", "load-balancer { policy = round-robin, slow-start = 1s }",
        "outlier.interval = 1s", "outlier.always-keep-one = off", "health-check.interval = 1s", "protocol = tcp, health-check.interval = 1s",
        "load-balancer.panic = 10%", "breaker { max-connections = 1, max-pending = 2, max-requests = 3 }", "breaker.trip.probes = 1",
        "limits.max-headers = 1KiB", "routes.r { match.path = /x, redirect.path = /y }", "routes.r { respond.status = 204 }", "routes.r { rewrite.path-prefix = /y }",
        "rate-limit.local.rate = 1/s", "rate-limit.local { rate = 1/s, key = client-ip }", "rate-limit.local { rate = 1/s, key = caller }", "fault.abort-share = 1%", "fault { delay-share = 1%, delay = 1s }",
        "breaker.max-retries = 5", "hedging.max = 1", "limits.max-retry-buffer = 1KiB", "retries.max-attempts = 2", "retries.budget.ratio = 1%",
        "retries.max-attempts = 1, timeout.per-try = 1s", "timeout.propagate-deadline = off",
        "authz.default = allow", "authz.deny-rules = [ { methods = [PUT] } ]", "protocol = tcp, authz.default = audit", "authz { jwt-issuer = x, jwt-keys = \"https://x.example/keys\" }",
        "routes.r.fault.abort-share = 1%", "routes.r.rate-limit.local.rate = 1/s", "limits.max-request-body = 1KiB",
        "routes.r { headers.request.set.x = y }", "routes.r { mirror.to = web }", "expose.host = a.example", "expose { tls-cert = c, tls-key = k }", "endpoints-dns { name = o, refresh = 1s }",
    ];

    [Theory]
    [MemberData(nameof(LeftOut))]
    public void What_is_not_run_is_told(string policy, string told) =>
        Assert.Contains(told, Both(policy).SelectMany(compiled => RunnableToday.Of(compiled.Bootstrap).LeftOut).Select(left => left.ToString()));

    [Theory]
    [MemberData(nameof(Honoured))]
    public void What_is_run_is_not_told_and_changes_what_runs(string policy)
    {
        var (with, without) = (Both(policy), Both(""));

        Assert.NotEqual(
            without.Select(compiled => RunnableToday.Of(compiled.Bootstrap).Bootstrap).ToList(), with.Select(compiled => RunnableToday.Of(compiled.Bootstrap).Bootstrap).ToList());
        Assert.Empty(
            with.SelectMany(compiled => RunnableToday.Of(compiled.Bootstrap).LeftOut).Select(left => left.Policy)
                .Except(without.SelectMany(compiled => RunnableToday.Of(compiled.Bootstrap).LeftOut).Select(left => left.Policy)));
    }

    [Fact]
    public void What_is_compiled_is_not_changed()
    {
        var compiled = Compiled.Call().Bootstrap;
        var before = compiled.Clone();

        RunnableToday.Of(compiled);

        Assert.Equal(before, compiled);
    }

    [Fact]
    public void Nothing_that_serves_what_is_left_out_stays()
    {
        var compiled = Compiled.Callee("rate-limit.global.rate = 1/s", "otlp { endpoint = \"http://otel:4317\" }").Bootstrap;

        Assert.Equal(["app", "otlp", "rate-limiter"], compiled.StaticResources.Clusters.Select(cluster => cluster.Name));
        Assert.Equal(["app"], RunnableToday.Of(compiled).Bootstrap.StaticResources.Clusters.Select(cluster => cluster.Name));
    }

    [Theory]
    [MemberData(nameof(Examples.Workloads), MemberType = typeof(Examples))]
    public void The_data_plane_runs_the_examples(string file, string service)
    {
        foreach (var placement in Placements(Examples.Mesh(file)))
        {
            var runnable = RunnableToday.Of(Compiled.Of(Examples.Mesh(file), service, placement).Bootstrap).Bootstrap;

            Assert.Equal(runnable.StaticResources.Listeners.Count, Snapshot.Compile(runnable).Listeners.Count);
        }
    }

    [Theory]
    [InlineData("strict", "tls")]
    [InlineData("permissive", "tls plain")]
    [InlineData("off", "plain")]
    public void The_data_plane_asks_who_comes(string mode, string chains)
    {
        var inbound = Snapshot.Compile(RunnableToday.Of(Compiled.Callee($"mtls.mode = {mode}").Bootstrap).Bootstrap)
            .Listeners.Values.Single(listener => listener.Resource.Name == "inbound").Plan;

        Assert.Equal(chains, string.Join(' ', inbound.Chains.Select(chain => chain.Tls is null ? "plain" : "tls")));
        Assert.All(inbound.Chains.Select(chain => chain.Tls).OfType<ServerTls>(), tls =>
        {
            Assert.True(tls.RequiresClientCertificate);
            Assert.Single(tls.Client!.TrustDomains);
            Assert.Equal(["http/1.1", "actormesh/1"], tls.ApplicationProtocols.Select(protocol => protocol.ToString()));
        });
    }

    [Theory]
    [InlineData("protocol = http1")]
    [InlineData("protocol = grpc")]
    public void No_protocol_is_asked_for_that_is_not_spoken(string policy)
    {
        var tls = Snapshot.Compile(RunnableToday.Of(Compiled.Call(policy).Bootstrap).Bootstrap).Clusters["orders"].Settings.Pool.Tls!;

        Assert.Equal(["actormesh/1", "http/1.1"], tls.ApplicationProtocols.Select(protocol => protocol.ToString()));
        Assert.EndsWith("/ns/default/sa/orders", Assert.Single(tls.Server!.Names).Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Examples.Workloads), MemberType = typeof(Examples))]
    public void A_file_of_what_is_run_is_read_as_the_same(string file, string service)
    {
        // Whoever has an identity has a control plane, too.
        var runnable = RunnableToday.Of(Compiled.Of(WithoutIdentity.Of(Examples.Mesh(file)), service).Bootstrap).Bootstrap;

        var reading = BootstrapReader.Read(Compiled.Json(runnable), "sidecar.json");

        Assert.DoesNotContain(reading.Diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Equal(runnable, reading.Bootstrap);
    }

    [Theory]
    [MemberData(nameof(Examples.Workloads), MemberType = typeof(Examples))]
    public void A_file_of_all_that_is_compiled_is_imported_as_the_same(string file, string service)
    {
        var compiled = Compiled.Of(Examples.Mesh(file), service).Bootstrap;

        var import = BootstrapReader.ReadForImport(Compiled.Json(compiled), "sidecar.json");

        Assert.Empty(import.Diagnostics);
        Assert.Equal(compiled, import.Bootstrap);
    }

    private static IEnumerable<Placement> Placements(ServiceMesh mesh) => [Placement.AsWritten(mesh), Placement.OnOneMachine(mesh, 0)];

    private static IReadOnlyList<Compiled> Both(string callee) => [Compiled.Call(callee), Compiled.Callee(callee)];
}
