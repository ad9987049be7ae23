using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>A callee may work on after its caller gave up.</summary>
internal sealed class AM0405CalleeOutlivesCaller() : MeshRule("AM0405", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "a callee may work on after its caller gave up",
        checks: "How long a service may wait for whom it calls, against how long its own callers wait for it. Calls one after the other "
            + "may take the sum.",
        why: "The caller has timed out and told the user so; below, the work goes on, holds connections and locks, and is done a "
            + "second time by the retry. Under load most of the work is for nobody.",
        fix: "Let each timeout be shorter than the one above it.") with
    {
        Scene = "06 Timeout and retry budget",
        Formula = "timeout.request of each callee <= timeout.request of the caller's own callers",
        Failing = """
            mesh { name = shop }
            services {
              orders   { port = 8081, expose = "/", calls = [payments], timeout.request = 4s }
              payments { port = 8083, timeout.request = 5s }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              orders   { port = 8081, expose = "/", calls = [payments], timeout.request = 4s }
              payments { port = 8083, timeout.request = 3500ms }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        var patience = Enumerable.Range(0, view.Graph.Count).Select(service => Patience.Longest(view.ScopesOf(service))).ToList();
        for (var i = 0; i < view.Graph.Count; i++)
        {
            if (!view.IsReached(i)) continue;
            var callees = view.Graph.CalleesOf(i).Where(callee => callee != i).Select(callee => patience[callee]).OfType<Patience>().ToList();
            if (callees.Count == 0) continue;
            var longest = callees.MaxBy(callee => callee.Time);
            foreach (var scope in view.ScopesOf(i).Where(scope => scope.IsHttp))
                if (scope.Policies.Timeout.Request.Value is { } limit && limit < longest.Time) yield return Of(scope, limit, longest, callees);
        }
    }

    private Diagnostic Of(PolicyScope scope, TimeSpan limit, Patience longest, List<Patience> callees)
    {
        var finite = callees.All(callee => callee.IsBounded);
        var sum = callees.Count > 1 && finite
            ? $"; its {callees.Count} calls one after the other may take {Amount.Of(callees.Aggregate(TimeSpan.Zero, (all, callee) => all + callee.Time))}"
            : "";
        var (own, below) = (scope.PlaceOf("timeout.request"), longest.Scope.PlaceOf("timeout.request"));
        return At(
            Place.Closest(below, own),
            $"callers of {scope.Name} give up after {Amount.Of(limit)}, while {scope.Service.Name} may wait {longest} for "
                + $"{longest.Scope.Name}{sum}",
            $"write timeout.request under {Amount.Of(limit)} for {longest.Scope.Service.Name}, or more for {scope.Name}");
    }
}
