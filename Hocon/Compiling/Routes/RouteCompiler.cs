using ActorMesh.Hocon.Compiling.Clusters;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Google.Protobuf.WellKnownTypes;
using MirrorPolicy = ActorMesh.Runtime.Contracts.Envoy.Routes.RouteAction.Types.RequestMirrorPolicy;
using MeshRoute = ActorMesh.Hocon.Mesh.Route;
using Weight = ActorMesh.Runtime.Contracts.Envoy.Routes.WeightedCluster.Types.ClusterWeight;
using XdsRoute = ActorMesh.Runtime.Contracts.Envoy.Routes.Route;

namespace ActorMesh.Hocon.Compiling.Routes;

/// <summary>
/// Compiles a callee's routes, as its callers carry them out. Listeners of callers trace as <c>mesh.defaults</c> says; a route repeats only what
/// differs.
/// </summary>
internal sealed class RouteCompiler(Workload workload, Service callee, Caller caller)
{
    /// <summary>The callee's table in its order; without one, a single route to all of its endpoints.</summary>
    public IEnumerable<XdsRoute> All() => callee.Routes.Count > 0 ? callee.Routes.Select(Compile) : [CatchAll()];

    /// <summary>As in <c>orders.place</c>.</summary>
    public static string NameOf(Service service, MeshRoute route) => $"{service.Name}.{route.Name}";

    private XdsRoute CatchAll()
    {
        var route = new XdsRoute { Name = callee.Name, Match = RouteMatchCompiler.Everything() };
        Forward(route, callee.Policies, isIdempotent: false, new RouteAction { Cluster = workload.Clusters.Callee(callee, null, null, caller) });
        CorsCompiler.Apply(route, callee.Policies.Cors);
        return route;
    }

    private XdsRoute Compile(MeshRoute source)
    {
        var route = new XdsRoute { Name = NameOf(callee, source), Match = RouteMatchCompiler.Compile(source.Match) };
        HeaderChangeCompiler.Apply(route, source.Headers);
        if (source.Redirect is { } redirect) route.Redirect = ReplyCompiler.Redirect(redirect, route.Match);
        else if (source.Response is { } response) route.DirectResponse = ReplyCompiler.Direct(response.Status.Value, response.Body.Value);
        else
        {
            var action = Target(source);
            RewriteCompiler.Apply(action, route.Match, source.Rewrite);
            if (source.Mirror is { } mirror) action.RequestMirrorPolicies.Add(Copy(mirror, source));
            Forward(route, source.Policies, source.Idempotent.Value, action);
        }
        CorsCompiler.Apply(route, source.Policies.Cors);
        return route;
    }

    private RouteAction Target(MeshRoute route)
    {
        var shares = route.Split.Where(share => share.Share > 0).ToList();
        if (shares.Count == 0) return new RouteAction { Cluster = Cluster("", route) };
        if (shares.Count == 1) return new RouteAction { Cluster = Cluster(shares[0].Version, route) };
        var weights = Fractions.Weights([.. shares.Select(share => share.Share)]);
        var split = new WeightedCluster();
        split.Clusters.AddRange(shares.Select((share, index) => new Weight { Name = Cluster(share.Version, route), Weight = weights[index] }));
        return new RouteAction { WeightedClusters = split };
    }

    private string Cluster(string version, MeshRoute route) => workload.Clusters.Callee(callee, callee.FindVersion(version), route, caller);

    private MirrorPolicy Copy(Mirror mirror, MeshRoute route)
    {
        var other = mirror.Service.Value is { } name ? workload.Mesh.Find(name) : null;
        var cluster = other is null ? Cluster(mirror.Version.Value ?? "", route) : workload.Clusters.Callee(other, null, null, caller);
        return new MirrorPolicy { Cluster = cluster, RuntimeFraction = Fractions.Runtime(mirror.Share.Value) };
    }

    private void Forward(XdsRoute route, PolicySet policies, bool isIdempotent, RouteAction action)
    {
        var metadata = new Metadata();
        action.Timeout = Duration.FromTimeSpan(policies.Timeout.Request.Value ?? TimeSpan.Zero);
        if (policies.Timeout.MaxDuration.Value is { } life)
            action.MaxStreamDuration = new RouteAction.Types.MaxStreamDuration { MaxStreamDuration_ = Duration.FromTimeSpan(life) };
        action.IdleTimeout = Duration.FromTimeSpan(policies.Timeout.Idle.Value ?? TimeSpan.Zero);
        OverrideCompiler.Apply(metadata, policies.Timeout, trusted: !caller.IsIngress);
        RetryCompiler.Apply(action, metadata, policies, isIdempotent);
        HashCompiler.Apply(action, policies.LoadBalancer);
        route.Route_ = action;
        if (action.RetryPolicy is not null && policies.Retries.MaxAttempts.Value > 1)
            route.PerRequestBufferLimitBytes = (uint)Math.Min(policies.Limits.MaxRetryBuffer.Value, uint.MaxValue);
        if (policies.Tracing.Sample.Value is var sample && sample != workload.Mesh.Defaults.Tracing.Sample.Value) route.Tracing = new Tracing { RandomSampling = Fractions.Of(sample) };
        route.Metadata = metadata.OrNull();
    }
}
