using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.References;

/// <summary>A service is named that does not exist.</summary>
internal sealed class AM0201UnknownService() : MeshRule("AM0201", DiagnosticSeverity.Error)
{
    public override Lesson Lesson => Titled(
        "a service is named that does not exist",
        checks: "Every name in calls, mirror.to, authz.allow-from, authz.rules and authz.deny-rules is a service of the file (or ingress, where callers are "
            + "meant).",
        why: "A renamed service leaves its old name behind in others. Their sidecars have no way there, and every call is answered "
            + "with 503; in authz the new name is not let in.",
        fix: "Write the name as it stands under services, or add the service.") with
    {
        Scene = "02 The sidecar",
        Failing = """
            mesh { name = shop }
            services {
              orders   { port = 8081, expose = "/", calls = [payment] }
              payments { port = 8083, expose = "/pay" }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              orders   { port = 8081, expose = "/", calls = [payments] }
              payments { port = 8083, expose = "/pay" }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        var names = view.Services.Select(service => service.Name).ToList();
        var guesses = GuessesMax;
        return Named(view)
            .Where(named => view.Mesh.Find(named.Name) is null)
            .Select(named => At(
                named.Place,
                $"there is no service {Shown.Of(named.Name)}",
                guesses-- > 0 && NearestName.Among(named.Name, names) is { } near
                    ? $"did you mean '{near}'?"
                    : $"add services.{named.Name}, or take the name out"));
    }

    // A guess looks at every name. A file in which everything is misspelt needs no more of them.
    private const int GuessesMax = 50;

    private static IEnumerable<(Place Place, string Name)> Named(MeshView view)
    {
        foreach (var service in view.Services)
        {
            foreach (var call in service.Calls)
                yield return (new Place(call.Span, $"{service.Path}.calls", 2), call.Service);
            foreach (var route in service.Routes)
                if (route.Mirror is { Service.Value: { } target })
                    yield return (new Place(route.Mirror.Service.Origin, $"{service.Path}.routes.{route.Name}.mirror.to", 3), target);
        }
        foreach (var scope in view.Scopes)
        {
            var authorization = scope.Policies.Authorization;
            foreach (var name in authorization.AllowFrom.Value ?? [])
                if (name != Callers.Ingress) yield return (scope.PlaceOf("authz.allow-from") with { Span = authorization.AllowFrom.Origin }, name);
            foreach (var (key, rule) in authorization.Rules.Select(rule => ("authz.rules", rule)).Concat(authorization.DenyRules.Select(rule => ("authz.deny-rules", rule))))
            foreach (var name in rule.From)
                if (name != Callers.Ingress) yield return (scope.PlaceOf(key) with { Span = rule.Span }, name);
        }
    }
}
