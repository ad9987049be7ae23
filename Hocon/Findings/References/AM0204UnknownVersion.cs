using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.References;

/// <summary>A route names a version that does not exist.</summary>
internal sealed class AM0204UnknownVersion() : MeshRule("AM0204", DiagnosticSeverity.Error)
{
    public override Lesson Lesson => Titled(
        "a route names a version that does not exist",
        checks: "Every version in split and mirror.to is one of the service's versions.",
        why: "The sidecar refuses the route table, or worse, an older proxy takes it and answers that share of the requests with 503.",
        fix: "Write one of the versions that the message lists, or add it under versions.") with
    {
        Scene = "05 Cluster and load balancing",
        Failing = """
            mesh { name = shop }
            services {
              orders {
                port = 8081, expose = "/"
                endpoints = [{ address = "orders-1:8081", labels { version = v1 } }]
                versions { v1 = "version=v1" }
                routes.all { match { path-prefix = "/" }, split { v1 = 50%, v3 = 50% } }
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              orders {
                port = 8081, expose = "/"
                endpoints = [{ address = "orders-1:8081", labels { version = v1 } }]
                versions { v1 = "version=v1" }
                routes.all { match { path-prefix = "/" }, split { v1 = 100% } }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view) =>
        from service in view.Services
        from route in service.Routes
        from use in Uses(route)
        where service.FindVersion(use.Version) is null
        let versions = service.Versions.Select(version => version.Name).ToList()
        select At(
            use.Span,
            $"{service.Path}.routes.{route.Name}.{use.Key}",
            $"routes.{route.Name} {use.Verb} {Shown.Of(use.Version)}, {service.Name} has "
                + $"{(versions.Count == 0 ? "no versions" : string.Join(", ", versions))}",
            NearestName.Among(use.Version, versions) is { } near
                ? $"did you mean '{near}'?"
                : $"add it: versions {{ {use.Version} = \"version={use.Version}\" }}");

    private static IEnumerable<(SourceSpan Span, string Version, string Key, string Verb)> Uses(Route route)
    {
        foreach (var share in route.Split)
            if (share.Version.Length > 0) yield return (share.Span, share.Version, "split", "splits to");
        if (route.Mirror is { Version.Value: { } copied }) yield return (route.Mirror.Version.Origin, copied, "mirror.to", "mirrors to");
    }
}
