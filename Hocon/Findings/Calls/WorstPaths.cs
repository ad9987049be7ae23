namespace ActorMesh.Hocon.Findings.Calls;

/// <summary>What one request from where requests begin can become at each service, at worst.</summary>
internal sealed class WorstPaths
{
    private const int Outside = -1;
    private const int Itself = -2;

    private readonly double[] _product;
    private readonly int[] _from;

    private WorstPaths(double[] product, int[] from) => (_product, _from, Worst) = (product, from, product.DefaultIfEmpty(1).Max());

    /// <param name="graph">Who calls whom.</param>
    /// <param name="order">Of the same graph.</param>
    /// <param name="factors">What one request to a service can become on the way to it: at least 1.</param>
    /// <param name="exposed">Whether requests from outside enter there; that way in multiplies too.</param>
    /// <remarks>
    /// One pass: the worst at a service is its factor times the worst at any caller. Time in proportion to services and calls. A circle
    /// of calls is followed once, up to the call that closes it.
    /// </remarks>
    public static WorstPaths Of(CallGraph graph, CallOrder order, IReadOnlyList<double> factors, Func<int, bool> exposed)
    {
        var product = new double[graph.Count];
        var from = new int[graph.Count];
        foreach (var service in order.Services)
        {
            // A service that nobody calls begins by itself: a job, say.
            (product[service], from[service]) = exposed(service) ? (factors[service], Outside) : (1, Itself);
            foreach (var caller in graph.CallersOf(service))
            {
                if (!order.LeadsOn(caller, service)) continue;
                var along = product[caller] * factors[service];
                if (along > product[service]) (product[service], from[service]) = (along, caller);
            }
        }
        return new WorstPaths(product, from);
    }

    public double ProductAt(int service) => _product[service];

    public double Worst { get; }

    /// <summary>The services on the way, the one asked for last; and whether the way begins outside the mesh.</summary>
    public (IReadOnlyList<int> Services, bool FromOutside) PathTo(int service)
    {
        List<int> services = [service];
        while (_from[services[^1]] >= 0) services.Add(_from[services[^1]]);
        services.Reverse();
        return (services, _from[services[0]] == Outside);
    }
}
