using ActorMesh.Hocon.Findings.Calls;
using ActorMesh.Hocon.Findings.Routing;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Hocon.Findings;

/// <summary>A mesh and what several rules want to know about it, worked out once.</summary>
internal sealed class MeshView
{
    private readonly PolicyScope[][] _scopes;
    private readonly Lazy<Amplification> _amplification;

    public MeshView(ServiceMesh mesh)
    {
        Mesh = mesh;
        Graph = CallGraph.Of(mesh);
        Order = CallOrder.Of(Graph, Enumerable.Range(0, Graph.Count).Where(service => mesh.Services[service].Exposure is not null));
        _scopes = [.. mesh.Services.Select(service => ScopesOf(service).ToArray())];
        Scopes = [.. _scopes.SelectMany(scopes => scopes)];
        _amplification = new Lazy<Amplification>(() => Amplification.Of(mesh, Graph, Order, ScopesOf));
    }

    public ServiceMesh Mesh { get; }

    public IReadOnlyList<Service> Services => Mesh.Services;

    public CallGraph Graph { get; }

    public CallOrder Order { get; }

    public Amplification Amplification => _amplification.Value;

    /// <summary>All sorts of requests that go on to an endpoint, service by service.</summary>
    public IReadOnlyList<PolicyScope> Scopes { get; }

    public IEnumerable<PolicyScope> HttpScopes => Scopes.Where(scope => scope.IsHttp);

    public IReadOnlyList<PolicyScope> ScopesOf(int service) => _scopes[service];

    /// <summary>Whether anybody sends requests there.</summary>
    public bool IsReached(int service) => Services[service].Exposure is not null || Graph.CallersOf(service).Count > 0;

    private static IEnumerable<PolicyScope> ScopesOf(Service service)
    {
        foreach (var route in service.Routes)
            if (route.Redirect is null && route.Response is null) yield return new PolicyScope(service, route);
        // With routes, what none of them matches is answered with 404; so the service's own policies are those of nobody.
        if (service.Routes.Count == 0) yield return new PolicyScope(service, null);
    }
}
