using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Routing;

/// <summary>Copies go where real requests go.</summary>
internal sealed class AM0309MirrorToItself() : MeshRule("AM0309", DiagnosticSeverity.Info)
{
    public override Lesson Lesson => Titled(
        "copies go where real requests go",
        checks: "A mirror sends its copies to a version that the same route does not serve from.",
        why: "Copies load the very replicas that answer users, and share their connections and limits. A copy can then be the reason "
            + "why a real request is refused.",
        fix: "Mirror to a version that no split uses, or keep the share small.") with
    {
        Scene = "05 Cluster and load balancing",
        Failing = """
            mesh { name = shop }
            services {
              orders {
                port = 8081, expose = "/"
                endpoints = [
                  { address = "orders-1:8081", labels { version = v1 } }
                  { address = "orders-2:8081", labels { version = v2 } }
                ]
                versions { v1 = "version=v1", v2 = "version=v2" }
                routes.all { match { path-prefix = "/" }, split { v1 = 90%, v2 = 10% }, mirror { to = v2, share = 5% } }
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              orders {
                port = 8081, expose = "/"
                endpoints = [
                  { address = "orders-1:8081", labels { version = v1 } }
                  { address = "orders-2:8081", labels { version = v2 } }
                ]
                versions { v1 = "version=v1", v2 = "version=v2" }
                routes.all { match { path-prefix = "/" }, split { v1 = 100% }, mirror { to = v2, share = 5% } }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view) =>
        from service in view.Services
        from route in service.Routes
        where route.Mirror is not null && Shares(service, route)
        let target = route.Mirror!.Version.Value ?? service.Name
        select At(
            route.Mirror!.Span,
            $"{service.Path}.routes.{route.Name}.mirror",
            $"{Amount.Share(route.Mirror.Share.Value)} of the requests are copied to {target}, which serves users of "
                + $"routes.{route.Name} as well",
            "mirror to a version that no split uses");

    private static bool Shares(Service service, Route route)
    {
        if (route.Mirror!.Service.Value is { } other) return other == service.Name;
        return route.Split.Count == 0 || route.Split.Any(share => share.Share > 0 && (share.Version.Length == 0 || share.Version == route.Mirror.Version.Value));
    }
}
