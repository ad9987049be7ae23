using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Endpoints;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>How the types of resources are named on the wire.</summary>
public static class DiscoveredTypes
{
    private const string UrlPrefix = "type.googleapis.com/";

    /// <summary>In the order in which they are asked for.</summary>
    public static IReadOnlyList<DiscoveredType> All { get; } =
        [DiscoveredType.Cluster, DiscoveredType.Endpoints, DiscoveredType.Listener, DiscoveredType.Routes, DiscoveredType.Secret];

    private static readonly MessageDescriptor[] Descriptors =
        [Cluster.Descriptor, ClusterLoadAssignment.Descriptor, Listener.Descriptor, RouteConfiguration.Descriptor, Secret.Descriptor];

    /// <returns>Null for a type that is never asked for.</returns>
    public static DiscoveredType? Find(string url)
    {
        foreach (var type in All)
            if (type.Url == url) return type;
        return null;
    }

    extension(DiscoveredType type)
    {
        public MessageDescriptor Descriptor => Descriptors[(int)type];

        public string Url => UrlPrefix + type.Descriptor.FullName;

        /// <summary>As Envoy abbreviates its service.</summary>
        public string Service => type switch
        {
            DiscoveredType.Cluster => "cds",
            DiscoveredType.Endpoints => "eds",
            DiscoveredType.Listener => "lds",
            DiscoveredType.Routes => "rds",
            _ => "sds",
        };

        /// <summary>As in "cluster 'orders'".</summary>
        public string Noun => type switch
        {
            DiscoveredType.Cluster => "cluster",
            DiscoveredType.Endpoints => "endpoints",
            DiscoveredType.Listener => "listener",
            DiscoveredType.Routes => "routes",
            _ => "secret",
        };

        /// <summary>Whether all there are can be asked for; else each is asked for by its name.</summary>
        public bool HasWildcard => type is DiscoveredType.Cluster or DiscoveredType.Listener;

        internal static string NameOf(IMessage message) => message switch
        {
            Cluster cluster => cluster.Name,
            ClusterLoadAssignment assignment => assignment.ClusterName,
            Listener listener => listener.Name,
            RouteConfiguration routes => routes.Name,
            Secret secret => secret.Name,
            _ => "",
        };
    }
}
