using ActorMesh.Hocon.Findings.Calls;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>The way on which the most requests reach a service, as a message tells it.</summary>
/// <param name="Shown">Who tries how often, as in <c>ingress 3 x frontend 3 x orders 3, no budget</c>.</param>
/// <param name="WithBudgets">What the product would be with a budget of 20% everywhere.</param>
/// <param name="Unbudgeted">Hops that retry without a budget.</param>
/// <param name="Place">Of the last hop without a budget, where that was written.</param>
internal sealed record RetryWay(string Shown, double WithBudgets, int Unbudgeted, Place Place)
{
    private const double UsualRatio = 0.2;
    private const int HopsShown = 8;

    public static RetryWay To(MeshView view, int service)
    {
        var (services, fromOutside) = view.Amplification.PathTo(service);
        List<string> hops = [];
        var (withBudgets, unbudgeted) = (1.0, 0);
        Tries? last = null;
        for (var i = fromOutside ? 0 : 1; i < services.Count; i++)
        {
            var tries = view.Amplification.TriesTo[services[i]];
            withBudgets *= Math.Min(tries.Factor, 1 + UsualRatio);
            if (!tries.Multiplies) continue;
            hops.Add($"{(i == 0 ? Callers.Ingress : view.Services[services[i - 1]].Name)} {Amount.Times(tries.Factor)}");
            if (tries.IsBudgeted) continue;
            unbudgeted++;
            last = tries;
        }
        var shown = string.Join(" x ", hops.Count <= HopsShown ? hops : [$"{hops.Count - HopsShown} more", .. hops.TakeLast(HopsShown)]);
        var ending = unbudgeted == hops.Count ? ", no budget" : "";
        return new RetryWay(shown + ending, withBudgets, unbudgeted, PlaceOf(last?.Scope ?? view.Amplification.TriesTo[service].Scope));
    }

    private static Place PlaceOf(PolicyScope scope) =>
        scope.PlaceOf("retries.budget") is { IsWritten: true } budget ? budget : scope.PlaceOf("retries.max-attempts");
}
