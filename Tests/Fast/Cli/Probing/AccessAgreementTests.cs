using System.Net;
using ActorMesh.Cli.Probing;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Configuration;
using ActorMesh.DataPlane.Routing.Authorization;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.DataPlane.Telemetry;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Compiling.Security;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Time;
using ActorMesh.Tests.Fast.Cli.Meshes;
using ActorMesh.Tests.Fast.Kit;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Probing;

/// <summary>What is said about a request is what the sidecar does with it.</summary>
public sealed class AccessAgreementTests
{
    private static readonly string[] Callers = ["web", "jobs", "ingress"];
    private static readonly string[] Methods = ["GET", "POST", "DELETE"];
    private static readonly string[] PathRules = ["/", "/*", "/a", "/a/*", "/a/b", "*"];
    private static readonly string[] Paths = ["/", "/a", "/a/b", "/a//b", "/a/./b", "/%61", "/a/../a", "/b", "/A", "/a%2fb", "/a?x=/b", "/a;b"];
    private static readonly string[] HostRules = ["shop.example", "*.example", "shop*", "other:81", "*"];
    private static readonly string[] Hosts = ["shop.example", "SHOP.example.", "shop.example:80", "a.example:8080", "example", "other", "other:81", "shopping"];

    private static readonly Gen<string> Rule = Gen.Select(
        Few(Callers), Few(Methods), Few(PathRules), Few(HostRules), OneOf("", "8080", "9"),
        (from, methods, paths, hosts, port) => $"{{ from = [{from}], methods = [{methods}], paths = [{paths}], hosts = [{hosts}], ports = [{port}] }}");

    private static readonly Gen<string> Policy = Gen.Select(
        OneOf("deny", "allow", "audit"), OneOf("", ", allow-from = []", ", allow-from = [web]"), Rule.Array[0, 3], Rule.Array[0, 2],
        (otherwise, listed, rules, denied) => $$"""authz { default = {{otherwise}}{{listed}}, rules = [{{string.Join(", ", rules)}}], deny-rules = [{{string.Join(", ", denied)}}] }""");

    private static readonly Gen<(string, string, string, string)> Request = Gen.Select(
        OneOf(Callers), OneOf(Methods), OneOf(Paths), OneOf(Hosts));

    [Fact]
    public void The_answer_to_a_question_is_what_the_sidecar_does() =>
        Gen.Select(Policy, Request.Array[20]).Sample(
            (policy, requests) =>
            {
                var mesh = MeshFiles.Mesh($$"""
                    mesh { name = shop }
                    services { web { port = 1, expose = "/", calls = [stock] }, jobs { port = 2 }, stock { port = 8080, expose = "/", {{policy}} } }
                    """);
                var sidecar = Sidecar(mesh);
                foreach (var request in requests) AssertAgree(mesh, sidecar, request);
            },
            iter: 150);

    private static void AssertAgree(ServiceMesh mesh, HttpService sidecar, (string From, string Method, string Path, string Host) request)
    {
        var asked = new ProbeRequest(request.From, "stock", request.Method, request.Path, [KeyValuePair.Create("host", request.Host)]);
        var callee = mesh.Find("stock")!;
        var route = RouteDecision.None("", NormalPath(request.Path));
        var said = AccessDecision.Of(mesh, asked, callee, route);
        var connection = new ConnectionFacts(Exchanges.Peer, Exchanges.Peer) { Names = [SpiffeNames.OfCaller(mesh, request.From, "stock")] };
        var done = new ExchangePlan(sidecar, Exchanges.Peer, Exchanges.Peer, seed: 1, connection).Decide(Requests.Request(request.Path, request.Host, request.Method));
        Assert.True(said.IsAllowed == done?.Status is not (400 or 403), $"{request}: said {said.Verdict} ({said.Reason}), done {done?.Details}");
    }

    private static HttpService Sidecar(ServiceMesh mesh)
    {
        var listener = MeshCompiler.Compile(mesh, mesh.Find("stock")!, Placement.AsWritten(mesh)).StaticResources.Listeners.Single(one => one.Name == "inbound");
        var clock = new ManualClock();
        return new HttpService("inbound", ListenerCompiler.Compile(listener, knownClusters: null).Chains[0].Http!, new ClusterDirectory(), new FailureRing(), clock, new TimerWheel(clock));
    }

    private static string NormalPath(string path) => path.Split('?')[0] switch
    {
        "/a//b" or "/a/./b" => "/a/b",
        "/%61" or "/a/../a" => "/a",
        var normal => normal,
    };

    private static Gen<string> OneOf(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    private static Gen<string> Few(string[] words) =>
        OneOf(words).Array[0, 2].Select(some => string.Join(", ", some.Distinct().Select(word => $"\"{word}\"")));
}
