namespace ActorMesh.ControlPlane.Resources;

/// <summary>The type URLs of xDS v3, in the order in which changes go out: what is pointed at comes before what points at it.</summary>
public static class ResourceTypes
{
    public const string Cluster = Prefix + "envoy.config.cluster.v3.Cluster";
    public const string Endpoints = Prefix + "envoy.config.endpoint.v3.ClusterLoadAssignment";
    public const string Listener = Prefix + "envoy.config.listener.v3.Listener";
    public const string Route = Prefix + "envoy.config.route.v3.RouteConfiguration";

    /// <summary>Whom the mesh trusts; no private key is ever served.</summary>
    public const string Secret = Prefix + "envoy.extensions.transport_sockets.tls.v3.Secret";

    private const string Prefix = "type.googleapis.com/";

    /// <summary>Those that each workload has its own of.</summary>
    public static IReadOnlyList<string> InOrder { get; } = [Cluster, Endpoints, Listener, Route];

    public static IReadOnlyList<string> Served { get; } = [Secret, .. InOrder];
}
