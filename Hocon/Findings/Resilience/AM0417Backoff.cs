using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>The waits between tries do not fit.</summary>
internal sealed class AM0417Backoff() : MeshRule("AM0417", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "the waits between tries do not fit",
        checks: "retries.backoff.max is not below base, and the longest waits together are shorter than timeout.request.",
        why: "A max below base cuts every wait to the same length, and clients come back in step. Waits that fill the request's time "
            + "leave none for the tries.",
        fix: "Write base < max, both well below the request's time.") with
    {
        Scene = "06 Timeout and retry budget",
        Formula = "n-th wait = min(base x 2^(n-1), max)",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                retries.backoff { base = 500ms, max = 100ms }
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                retries.backoff { base = 50ms, max = 500ms }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
        {
            var retries = scope.Policies.Retries;
            if (retries.MaxAttempts.Value < 2) continue;
            var place = Place.Closest(scope.PlaceOf("retries.backoff.max"), scope.PlaceOf("retries.backoff.base"));
            var waits = TryPlan.Waits(retries, retries.MaxAttempts.Value);
            if (retries.BackoffMax.Value < retries.BackoffBase.Value)
                yield return At(
                    place,
                    $"backoff grows from {Amount.Of(retries.BackoffBase.Value)} and is cut at {Amount.Of(retries.BackoffMax.Value)}",
                    $"write max = {Amount.Of(retries.BackoffBase.Value * 10)}");
            else if (waits >= scope.Policies.Timeout.Request.Value)
                yield return At(
                    Place.Closest(place, scope.PlaceOf("timeout.request")),
                    $"the waits alone may take {Amount.Of(waits)} of the request's {Amount.Of(scope.Policies.Timeout.Request.Value)}",
                    "write a smaller backoff, or fewer tries");
        }
    }
}
