using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Routing;

/// <summary>A policy for requests stands at a service that speaks TCP.</summary>
internal sealed class AM0310HttpOnTcp() : MeshRule("AM0310", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "a policy for requests stands at a service that speaks TCP",
        checks: "A service with protocol = tcp has no routes and no policies that need requests to be seen.",
        why: "An L4 proxy sees bytes. Routes, retries and limits by header are never asked there, and the file reads as if they "
            + "protected something.",
        fix: "Say http1, http2 or grpc if the service speaks it; else take the policy out.") with
    {
        Scene = "03 L4 or L7",
        Failing = """
            mesh { name = shop }
            services {
              orders   { port = 8081, expose = "/", calls = [database] }
              database { port = 5432, protocol = tcp, retries.max-attempts = 5 }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              orders   { port = 8081, expose = "/", calls = [database] }
              database { port = 5432, protocol = tcp, timeout.connect = 2s }
            }
            """,
    };

    private static readonly string[] RequestKeys = ["retries", "hedging", "fault", "cors", "rate-limit", "timeout.request", "timeout.per-try"];

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var service in view.Services)
        {
            if (service.Policies.IsHttp) continue;
            if (service.Routes.Count > 0) yield return Of(service, service.Routes[0].Span, "routes", "its routes are never asked");
            if (service.Exposure is { } exposure) yield return Of(service, exposure.Span, "expose", "clients cannot enter by host and path");
            var scope = new PolicyScope(service, null);
            foreach (var key in RequestKeys)
                if (scope.PlaceOf(key) is { Level: 2 } place) yield return Of(service, place.Span, key, $"{key} has no effect");
        }
    }

    private Diagnostic Of(Service service, SourceSpan span, string key, string consequence) =>
        At(span, $"{service.Path}.{key}", $"{service.Name} speaks TCP, which has no requests: {consequence}", "write protocol = auto if it speaks HTTP, or take this out");
}
