using ActorMesh.Hocon.Reading;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>A caller retries what was retried already.</summary>
internal sealed class AM0437RetriesOfRetries() : MeshRule("AM0437", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "a caller retries what was retried already",
        checks: "origin-mark is on wherever a service that retries calls one that is retried.",
        why: "The last service of a chain is down. Its caller tries three times and gives up; so does the caller "
            + "of that one, with requests that have failed three times already. With the mark the first who gives up says so, and "
            + "the others pass it on.",
        fix: "Leave origin-mark on.") with
    {
        Scene = "06 Timeout and retry budget",
        Failing = """
            mesh {
              name = shop
              defaults.retries.origin-mark = off
            }
            services {
              orders   { port = 8081, expose = "/", calls = [payments] }
              payments { port = 8083 }
            }
            """,
        Fixed = """
            mesh {
              name = shop
              defaults.retries.origin-mark = on
            }
            services {
              orders   { port = 8081, expose = "/", calls = [payments] }
              payments { port = 8083 }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        for (var service = 0; service < view.Graph.Count; service++)
        {
            var tries = view.Amplification.TriesTo[service];
            if (!tries.Multiplies || tries.Scope.Policies.Retries is not { OriginMark.Value: false } || Above(view, service) is not { Count: > 0 } above) continue;
            yield return At(
                tries.Scope.PlaceOf("retries.origin-mark"),
                $"requests to {view.Services[service].Name} that were tried in vain are tried again on the way up, by {string.Join(" and ", above)}",
                "write retries.origin-mark = on");
        }
    }

    /// <summary>Who retries on the way there, before the last hop.</summary>
    private static List<string> Above(MeshView view, int service)
    {
        var (services, fromOutside) = view.Amplification.PathTo(service);
        return
        [
            .. Enumerable.Range(0, Math.Max(0, services.Count - 1))
                .Where(hop => (hop > 0 || fromOutside) && view.Amplification.TriesTo[services[hop]].Multiplies)
                .Select(hop => hop == 0 ? Callers.Ingress : view.Services[services[hop - 1]].Name),
        ];
    }
}
