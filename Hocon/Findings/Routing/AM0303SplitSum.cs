using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Routing;

/// <summary>A split is not 100%.</summary>
internal sealed class AM0303SplitSum() : MeshRule("AM0303", DiagnosticSeverity.Error)
{
    public override Lesson Lesson => Titled(
        "a split is not 100%",
        checks: "The shares of a split add up to 100%.",
        why: "90% and 20% is either a slip or a misunderstanding. A proxy that takes the numbers as weights sends 82% and 18%, and the "
            + "release report says something else.",
        fix: "Make the shares add up to 100%.") with
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
                routes.all { match { path-prefix = "/" }, split { v1 = 90%, v2 = 20% } }
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
                routes.all { match { path-prefix = "/" }, split { v1 = 80%, v2 = 20% } }
              }
            }
            """,
    };

    private const double Slack = 1e-4;

    public override IEnumerable<Diagnostic> Check(MeshView view) =>
        from service in view.Services
        from route in service.Routes
        where route.Split.Count > 0
        let sum = route.Split.Sum(share => share.Share)
        where Math.Abs(sum - 1) > Slack
        let last = route.Split[^1]
        let rest = 1 - sum + last.Share
        select At(
            last.Span,
            $"{service.Path}.routes.{route.Name}.split",
            $"the shares of routes.{route.Name} add up to {Amount.Share(sum)}: "
                + $"{string.Join(" + ", route.Split.Select(share => $"{share.Version} {Amount.Share(share.Share)}"))}",
            rest > 0 ? $"write {last.Version} = {Amount.Share(rest)}" : "make them 100% together");
}
