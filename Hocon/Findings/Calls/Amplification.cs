using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Hocon.Findings.Calls;

/// <summary>How retries multiply along the calls of a mesh.</summary>
internal sealed class Amplification
{
    private readonly WorstPaths _paths;

    private Amplification(IReadOnlyList<Tries> tries, WorstPaths paths) => (TriesTo, _paths) = (tries, paths);

    /// <summary>For each service the worst of its routes.</summary>
    public IReadOnlyList<Tries> TriesTo { get; }

    public static Amplification Of(ServiceMesh mesh, CallGraph graph, CallOrder order, Func<int, IReadOnlyList<PolicyScope>> scopes)
    {
        var tries = new Tries[graph.Count];
        for (var i = 0; i < tries.Length; i++)
        {
            tries[i] = new Tries(1, false, new PolicyScope(mesh.Services[i], null));
            foreach (var scope in scopes(i))
            {
                var here = Tries.Of(scope);
                if (here.Factor > tries[i].Factor) tries[i] = here;
            }
        }
        var factors = Array.ConvertAll(tries, some => some.Factor);
        return new Amplification(tries, WorstPaths.Of(graph, order, factors, service => mesh.Services[service].Exposure is not null));
    }

    /// <summary>What one user request can become there.</summary>
    public double At(int service) => _paths.ProductAt(service);

    /// <summary>The most of any service.</summary>
    public double Worst => _paths.Worst;

    /// <returns>
    /// The way to that: who is called, and whether the first is called from outside the mesh. A way that begins inside has nobody trying at its
    /// first service.
    /// </returns>
    public (IReadOnlyList<int> Services, bool FromOutside) PathTo(int service) => _paths.PathTo(service);
}
