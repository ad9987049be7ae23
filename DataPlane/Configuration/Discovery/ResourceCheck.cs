using System.Net;
using ActorMesh.DataPlane.Configuration.Secrets;
using ActorMesh.DataPlane.Routing;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Endpoints;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>Finds out whether what a control plane sent can be run, by the compilers that run it. Pure.</summary>
/// <param name="read">See <see cref="DiscoverySettings.Read"/>.</param>
/// <param name="serviceCluster">The service that this proxy belongs to (node.cluster).</param>
internal sealed class ResourceCheck(Func<Any, DiscoveredType, IMessage> read, ResourceNeeds needs, string serviceCluster)
{
    /// <returns>The name that the resource gives itself, or null when it cannot be made out.</returns>
    public static string? NameOf(Any body, DiscoveredType type)
    {
        if (body.TypeUrl != type.Url) return null;
        try
        {
            return DiscoveredType.NameOf(ForeignMessage.Parse(type.Descriptor.Parser, body.Value.Span)) is { Length: > 0 } name ? name : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <param name="routesOf">Those that are accepted, by name; null for others.</param>
    /// <param name="listenersOf">Those that ask for routes of a name.</param>
    /// <exception cref="ResourceException">It cannot be run; the message says why.</exception>
    public DiscoveredResource Check(
        string name, Any body, DiscoveredType type, Func<string, RouteConfiguration?> routesOf, Func<string, IEnumerable<Listener>> listenersOf)
    {
        var message = read(body, type);
        var resource = new DiscoveredResource(name, body, message, needs.Of(message));
        switch (message)
        {
            case Cluster cluster:
                ClusterCompiler.Compile(cluster);
                break;
            case ClusterLoadAssignment assignment:
                Check(assignment);
                break;
            case Listener { Address: null, ApiListener: not null }:
                break;
            case Listener listener:
                Compile(listener, routesOf);
                break;
            case Secret secret:
                Check(secret);
                break;
            case RouteConfiguration routes:
                Check(routes, listenersOf(name), routesOf);
                break;
        }
        return resource;
    }

    private static void Check(ClusterLoadAssignment assignment)
    {
        var name = $"endpoints '{assignment.ClusterName}'";
        foreach (var endpoint in assignment.Endpoints.SelectMany(locality => locality.LbEndpoints))
        {
            var address = endpoint.Endpoint?.Address?.SocketAddress ?? throw new ResourceException(name, "an endpoint has no socket_address");
            if (!IPAddress.TryParse(address.Address, out _))
                throw new ResourceException(name, $"'{address.Address}' is not an IP address; names are resolved by clusters of type STRICT_DNS or LOGICAL_DNS");
            if (address.PortValue is 0 or > IPEndPoint.MaxPort) throw new ResourceException(name, $"nobody can be reached on port {address.PortValue}");
        }
        ClusterCompiler.Compile(new Cluster { Name = assignment.ClusterName, LoadAssignment = assignment });
    }

    private static void Check(Secret secret)
    {
        var name = $"secret '{secret.Name}'";
        if (new SecretSource(secret.Name, name, "", secret).IsElsewhere) throw new ResourceException(name, "what is delivered holds its bytes: use inline_bytes or inline_string");
        try
        {
            SecretReader.Read(secret, now: null);
        }
        catch (InvalidDataException e)
        {
            throw new ResourceException(name, e.Message, e);
        }
    }

    private void Check(RouteConfiguration routes, IEnumerable<Listener> listeners, Func<string, RouteConfiguration?> routesOf)
    {
        var askers = listeners.ToList();
        if (askers.Count == 0) Compile(routes);
        foreach (var listener in askers) Compile(listener, name => name == routes.Name ? routes : routesOf(name));
    }

    private void Compile(RouteConfiguration routes)
    {
        try
        {
            RouteTable.Compile(routes, new RouteTableOptions { ValidateClustersByDefault = false, ServiceCluster = serviceCluster });
        }
        catch (RouteTableException e)
        {
            throw new ResourceException($"routes '{routes.Name}'", e.Message, e);
        }
    }

    private void Compile(Listener listener, Func<string, RouteConfiguration?> routesOf) => ListenerCompiler.Compile(
        ListenerRoutes.Inline(listener, name => routesOf(name) ?? new RouteConfiguration { Name = name }, isLenient: false), knownClusters: null, serviceCluster);
}
