using ActorMesh.Hocon.Findings.Resilience;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Hocon.Findings.Calls;

/// <summary>Works out the worst case of every service. Takes time in proportion to services and calls.</summary>
public static class WorstCases
{
    /// <returns>In the order of the file.</returns>
    public static IReadOnlyList<WorstCase> Of(ServiceMesh mesh)
    {
        var view = new MeshView(mesh);
        var services = Enumerable.Range(0, view.Graph.Count).ToList();
        var unbounded = services.ConvertAll(service => view.ScopesOf(service).Select(scope => Tries.WithoutBudget(scope.Policies)).DefaultIfEmpty(1).Max());
        var worst = WorstPaths.Of(view.Graph, view.Order, unbounded, service => mesh.Services[service].Exposure is not null);
        var patience = services.ConvertAll(service => Patience.Longest(view.ScopesOf(service)));
        return services.ConvertAll(service =>
        {
            var (way, fromOutside) = worst.PathTo(service);
            var calls = view.Graph.CalleesOf(service).Select(callee => patience[callee]).OfType<Patience>().ToList();
            var isBounded = calls.TrueForAll(call => call.IsBounded);
            return new WorstCase(
                mesh.Services[service],
                [.. way.Select(number => mesh.Services[number])],
                fromOutside,
                view.Amplification.At(service),
                worst.ProductAt(service),
                patience[service] is { IsBounded: true } own ? own.Time : null,
                isBounded ? calls.Select(call => call.Time).DefaultIfEmpty().Max() : null,
                isBounded ? calls.Aggregate(TimeSpan.Zero, (sum, call) => sum + call.Time) : null);
        });
    }
}
