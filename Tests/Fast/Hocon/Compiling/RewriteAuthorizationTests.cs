using ActorMesh.DataPlane.Configuration;
using ActorMesh.DataPlane.Routing;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.Hocon.Compiling.Running;
using ActorMesh.Tests.Fast.DataPlane.Routing.Authorization;
using ActorMesh.Tests.Fast.Kit;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Compiling;

/// <summary>What is authorised is what the application receives: a route that changes the path neither opens nor shuts the path that comes out.</summary>
public sealed class RewriteAuthorizationTests
{
    private const int Cases = 300;

    private static readonly string[] Paths = ["/", "/a", "/a/b", "/b", "/b/c"], Callers = ["web", "cart"], Policies = ["authz.default = allow", "authz.allow-from = [web]", "authz.allow-from = [cart]", "authz.allow-from = []", ""];

    private static readonly Gen<string> Rules = Gen.Int[0, Policies.Length - 1].Select(i => Policies[i]);

    private static readonly Gen<string> Plain = Gen.Select(Match, Rules, (match, rules) => $"{{ {match}\n {rules} }}");

    private static readonly Gen<string> Rewriting = Gen.Select(Match, Path, (match, to) => $"{{ {match}, rewrite.path-prefix = \"{to}\", limits.max-request-body = 1MiB }}");

    private static Gen<string> Path => Gen.Int[0, Paths.Length - 1].Select(i => Paths[i]);

    private static Gen<string> Match => Gen.Select(Gen.Bool, Path, (isExact, path) => $"match.{(isExact ? "path" : "path-prefix")} = \"{path}\"");

    [Fact]
    public void Routes_that_change_the_path_decide_nothing_about_it() => Gen.Select(Rules, Gen.OneOf(Plain, Rewriting).Array[1, 5]).Sample(
        (service, routes) =>
        {
            var (with, without) = (Table(service, routes), Table(service, [.. routes.Where(route => !route.Contains("rewrite", StringComparison.Ordinal))]));
            foreach (var path in Paths.Append("/a/b/c").Append("/c"))
            foreach (var caller in Callers)
                Assert.True(IsLetIn(with, path, caller) == IsLetIn(without, path, caller), $"{service} {string.Join(' ', routes)}: {caller} {path}");
        },
        iter: Cases);

    private static bool IsLetIn(RouteTable table, string path, string caller)
    {
        var plan = Exchanges.Service(new HttpConnectionSettings(), table).Plan();
        plan.Facts.Connection = Access.From($"spiffe://shop.local/ns/default/sa/{caller}");
        return plan.Decide(Requests.Request(path))?.Status != 403;
    }

    private static RouteTable Table(string service, string[] routes)
    {
        var text = $$"""
            mesh.name = shop
            services {
              web { port = 8080, calls = [orders] }
              cart { port = 8082, calls = [orders] }
              orders {
                port = 8081
                {{service}}
                routes { {{string.Join("\n", routes.Select((route, i) => $"r{i} {route}"))}} }
              }
            }
            """;
        var inbound = Snapshot.Compile(RunnableToday.Of(Compiled.Of(text, "orders").Bootstrap).Bootstrap).Listeners.Values.Single(listener => listener.Resource.Name == "inbound");
        return inbound.Plan.Chains[0].Http!.Routes;
    }
}
