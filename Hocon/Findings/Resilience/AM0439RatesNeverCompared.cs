using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>Replicas are never compared.</summary>
internal sealed class AM0439RatesNeverCompared() : MeshRule("AM0439", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "replicas are never compared",
        checks: "A service has as many replicas as outlier.success-rate.min-hosts and "
            + "outlier.failure-percentage.min-hosts ask for.",
        why: "Rates are looked at once five replicas have had enough requests. With three there are never five: "
            + "the rule is on and takes nobody out.",
        fix: "Write a min-hosts of at most the number of replicas.") with
    {
        Scene = "07a Outlier detection",
        Formula = "replicas >= min-hosts",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                endpoints = ["payments-1:8083", "payments-2:8083", "payments-3:8083"]
                outlier.success-rate = on
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                endpoints = ["payments-1:8083", "payments-2:8083", "payments-3:8083"]
                outlier.success-rate.min-hosts = 3
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
        {
            var count = scope.Service.Endpoints.Count;
            if (scope.Policies.Outlier is not { } outlier || count == 0) continue;
            (string Key, int? Least)[] rules = [("success-rate", outlier.SuccessRate?.MinHosts.Value), ("failure-percentage", outlier.FailurePercentage?.MinHosts.Value)];
            foreach (var (key, least) in rules)
                if (least > count)
                    yield return At(
                        Place.Closest(scope.PlaceOf($"outlier.{key}"), scope.PlaceOf($"outlier.{key}.min-hosts")),
                        $"outlier.{key} begins with {least} replicas, and {scope.Service.Name} has {count}",
                        $"write {key}.min-hosts = {count}");
        }
    }
}
