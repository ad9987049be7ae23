using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>A request that is not safe to send twice is retried.</summary>
internal sealed class AM0402UnsafeRetry() : MeshRule("AM0402", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "a request that is not safe to send twice is retried",
        checks: "retries.methods holds only methods that may be repeated, and a gRPC service that raises max-attempts says that its "
            + "requests are idempotent.",
        why: "A payment whose answer was lost has been paid. The retry pays it again. Nothing in the mesh can tell the two apart.",
        fix: "Take the method out, or write idempotent = on on the routes where doing it twice does no harm.") with
    {
        Scene = "06 Timeout and retry budget",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                retries.methods = [GET, POST]
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                retries.methods = [GET]
              }
            }
            """,
    };

    private static readonly string[] SafeMethods = ["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"];

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
        {
            var retries = scope.Policies.Retries;
            if (retries.MaxAttempts.Value < 2 || scope.IsIdempotent) continue;
            var matched = scope.Route?.Match.Methods.Value ?? [];
            var unsafeMethods = retries.Methods.Value.Except(SafeMethods, StringComparer.Ordinal).Where(method => matched.Count == 0 || matched.Contains(method)).ToList();
            if (unsafeMethods.Count > 0)
            {
                var methods = string.Join(" and ", unsafeMethods);
                yield return At(
                    scope.PlaceOf("retries.methods"),
                    $"{methods} may be sent {Amount.Times(retries.MaxAttempts.Value)} times, and a try that fails late may "
                        + "have done its work already",
                    $"take {methods} out of methods, or write idempotent = on on the routes where doing it twice does no harm");
            }
            else if (scope.Policies.Protocol.Value == Protocol.Grpc && scope.PlaceOf("retries.max-attempts") is { Level: >= 2 } place)
            {
                yield return At(
                    place,
                    $"gRPC is always POST: the call may be made {Amount.Times(retries.MaxAttempts.Value)} times, and nothing "
                        + "says that this does no harm",
                    "write idempotent = on on the routes where doing it twice does no harm, or max-attempts = 1");
            }
        }
    }
}
