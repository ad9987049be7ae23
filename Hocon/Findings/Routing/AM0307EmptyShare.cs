using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Routing;

/// <summary>A version of a split gets nothing.</summary>
internal sealed class AM0307EmptyShare() : MeshRule("AM0307", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "a version of a split gets nothing",
        checks: "No share of a split is 0%.",
        why: "A canary that was turned down to 0% and left there looks like a running canary. The next release is \"tested\" on "
            + "nobody.",
        fix: "Remove the entry, or give it a share.") with
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
                routes.all { match { path-prefix = "/" }, split { v1 = 100%, v2 = 0% } }
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
                routes.all { match { path-prefix = "/" }, split { v1 = 95%, v2 = 5% } }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view) =>
        from service in view.Services
        from route in service.Routes
        from share in route.Split
        where share.Share == 0
        select At(
            share.Span,
            $"{service.Path}.routes.{route.Name}.split.{share.Version}",
            $"routes.{route.Name} sends nothing to {share.Version}",
            "remove it from the split, or give it a share");
}
