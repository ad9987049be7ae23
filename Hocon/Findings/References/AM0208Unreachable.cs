using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.References;

/// <summary>Nobody calls a service.</summary>
internal sealed class AM0208Unreachable() : MeshRule("AM0208", DiagnosticSeverity.Info)
{
    public override Lesson Lesson => Titled(
        "nobody calls a service",
        checks: "Every service is exposed or stands in the calls of another one.",
        why: "Either somebody forgot to write down who calls it, and then authz refuses that caller; or it is a leftover that is paid "
            + "for and patched for nobody.",
        fix: "Add it to the calls of whoever calls it, expose it, or remove it. A job that only calls others is fine.") with
    {
        Scene = "12 Design canvas",
        Failing = """
            mesh { name = shop }
            services {
              orders   { port = 8081, expose = "/" }
              payments { port = 8083 }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              orders   { port = 8081, expose = "/", calls = [payments] }
              payments { port = 8083 }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        for (var i = 0; i < view.Services.Count; i++)
        {
            if (view.IsReached(i)) continue;
            var service = view.Services[i];
            yield return At(
                service.Span,
                service.Path,
                $"nobody calls {service.Name} and it is not exposed",
                $"add it to the calls of its caller, or write expose = \"/\"");
        }
    }
}
