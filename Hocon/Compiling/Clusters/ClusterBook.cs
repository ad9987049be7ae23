using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;

namespace ActorMesh.Hocon.Compiling.Clusters;

/// <summary>The clusters of one workload: each is made when traffic is first sent to it, and stands there once.</summary>
internal sealed class ClusterBook(ServiceMesh mesh, Placement placement)
{
    private readonly Dictionary<string, Cluster> _byName = new(StringComparer.Ordinal);
    private readonly List<Cluster> _inOrder = [];
    private readonly List<CalleeCluster> _callees = [];

    /// <summary>In the order in which they were asked for.</summary>
    public IReadOnlyList<Cluster> All() => _inOrder;

    /// <summary>Those of <see cref="All"/> that are callees.</summary>
    public IReadOnlyList<CalleeCluster> Callees() => _callees;

    /// <summary>A cluster of the callee, with the settings of the route when they differ from the callee's own.</summary>
    /// <returns>Its name.</returns>
    public string Callee(Service callee, ServiceVersion? version, Route? route, Caller caller)
    {
        var variant = route is not null && Differs(callee, version, route, caller) ? route : null;
        var name = ClusterName.Of(callee, version, variant, caller.IsIngress);
        var policies = variant?.Policies ?? callee.Policies;
        return Add(name, () =>
        {
            _callees.Add(new CalleeCluster(name, callee, version, policies.LoadBalancer));
            return ClusterCompiler.Compile(name, mesh, placement, callee, version, policies, caller);
        });
    }

    /// <summary>A cluster that is not a callee's.</summary>
    public string Add(string name, Func<Cluster> compile)
    {
        if (!_byName.ContainsKey(name)) _inOrder.Add(_byName[name] = compile());
        return name;
    }

    private bool Differs(Service callee, ServiceVersion? version, Route route, Caller caller)
    {
        if (ReferenceEquals(route.Policies, callee.Policies) || SharesSections(route.Policies, callee.Policies)) return false;
        Cluster With(PolicySet policies) => ClusterCompiler.Compile(callee.Name, mesh, placement, callee, version, policies, caller);
        return !With(route.Policies).Equals(With(callee.Policies));
    }

    // A reader shares sections that a route does not mention, so that most routes are seen to differ in nothing at no cost.
    private static bool SharesSections(PolicySet left, PolicySet right) =>
        left.Protocol.Value == right.Protocol.Value && ReferenceEquals(left.Timeout, right.Timeout) && ReferenceEquals(left.Retries, right.Retries)
        && ReferenceEquals(left.LoadBalancer, right.LoadBalancer) && ReferenceEquals(left.Breaker, right.Breaker) && ReferenceEquals(left.Outlier, right.Outlier)
        && ReferenceEquals(left.HealthCheck, right.HealthCheck) && ReferenceEquals(left.Mtls, right.Mtls);
}
