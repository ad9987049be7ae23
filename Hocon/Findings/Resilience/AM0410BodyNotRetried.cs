using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>A large body is not retried.</summary>
internal sealed class AM0410BodyNotRetried() : MeshRule("AM0410", DiagnosticSeverity.Info)
{
    public override Lesson Lesson => Titled(
        "a large body is not retried",
        checks: "limits.max-request-body against limits.max-retry-buffer, where either of them was written.",
        why: "A request is kept for the next try only as far as the buffer goes. Uploads fail at the first broken connection while "
            + "small requests are retried, and it looks like chance.",
        fix: "Raise max-retry-buffer if large bodies must be retried; it is memory for each request under way.") with
    {
        Scene = "06 Timeout and retry budget",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                limits.max-request-body = 16MiB
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                limits { max-request-body = 1MiB, max-retry-buffer = 1MiB }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
        {
            var limits = scope.Policies.Limits;
            if (scope.Policies.Retries.MaxAttempts.Value < 2 || limits.MaxRequestBody.Value <= limits.MaxRetryBuffer.Value) continue;
            var place = Place.Closest(scope.PlaceOf("limits.max-retry-buffer"), scope.PlaceOf("limits.max-request-body"));
            if (!place.IsWritten) continue;
            var body = limits.MaxRequestBody.Value is { } most ? $"up to {Amount.Bytes(most)}" : "of any size";
            yield return At(
                place,
                $"bodies {body} are taken, and those over {Amount.Bytes(limits.MaxRetryBuffer.Value)} are not retried",
                "raise max-retry-buffer if they must be");
        }
    }
}
