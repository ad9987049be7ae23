using ActorMesh.Hocon.Reading;
using ActorMesh.Hocon.Mesh.Policies;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>Nothing is ever hedged.</summary>
internal sealed class AM0435HedgeWithoutEffect() : MeshRule("AM0435", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "nothing is ever hedged",
        checks: "Where hedging is on, some of the requests may be sent twice: the route is idempotent, or its methods "
            + "are among retries.methods. gRPC is always POST.",
        why: "A second copy goes out only for a request that may happen twice. The slow tail stays as it was, and "
            + "the graph of hedges stays at zero.",
        fix: "Write idempotent = on at routes whose requests may be sent twice, or take hedging out.") with
    {
        Scene = "06 Timeout and retry budget",
        Failing = """
            mesh { name = shop }
            services {
              stock {
                port = 8083, expose = "/", protocol = grpc
                retries.max-attempts = 1
                routes.all { hedging.delay = 100ms }
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              stock {
                port = 8083, expose = "/", protocol = grpc
                retries.max-attempts = 1
                routes.all { hedging.delay = 100ms, idempotent = on }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
        {
            if (scope.Policies.Hedging is null || scope.IsIdempotent) continue;
            var sent = Sent(scope);
            if (sent.Count == 0 || sent.Intersect(scope.Policies.Retries.Methods.Value, StringComparer.Ordinal).Any()) continue;
            yield return At(
                scope.PlaceOf("hedging"),
                $"{scope.Name} is sent {string.Join(" and ", sent)} alone, which is never sent twice",
                "write idempotent = on at the route, or hedging = off");
        }
    }

    /// <returns>Empty when it may be any method.</returns>
    private static IReadOnlyList<string> Sent(PolicyScope scope) =>
        scope.Policies.Protocol.Value == Protocol.Grpc ? ["POST"] : scope.Route?.Match.Methods.Value ?? [];
}
