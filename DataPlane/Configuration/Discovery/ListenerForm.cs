using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Runtime.Contracts.Envoy.Routes;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>A listener with its routes in it.</summary>
/// <param name="source">Where it comes from.</param>
/// <param name="routes">What it asked for, in the order of its needs; null for what did not come.</param>
internal sealed class ListenerForm(DiscoveredResource source, IReadOnlyList<DiscoveredResource?> routes)
{
    public DiscoveredResource Source => source;

    public IReadOnlyList<DiscoveredResource?> Routes => routes;

    public string Name => source.Name;

    /// <summary>Whether it stands in the file: then it was looked at when that was read.</summary>
    public bool IsStatic => source.IsStatic;

    /// <summary>As it is run. Clusters come and go, and routes to those that are not there are answered so: none is a reason to stop what runs.</summary>
    public Listener Message { get; } = source.IsStatic && routes.Count == 0
        ? (Listener)source.Message
        : ListenerRoutes.Inline((Listener)source.Message, name => RoutesOf(routes, name), !source.IsStatic);

    public (string Host, uint Port) Address => Message.Address?.SocketAddress is { } address ? (address.Address, address.PortValue) : ("", 0);

    /// <returns>Why it is not to be opened: it asks that its routes lead to clusters that are there. Null when it may be.</returns>
    public string? Problem(IReadOnlySet<string> clusters, string serviceCluster)
    {
        try
        {
            ListenerCompiler.Compile(ListenerRoutes.Inline((Listener)source.Message, name => RoutesOf(routes, name), isLenient: false), clusters, serviceCluster);
            return null;
        }
        catch (ResourceException e)
        {
            return e.Problem;
        }
    }

    private static RouteConfiguration RoutesOf(IReadOnlyList<DiscoveredResource?> routes, string name) =>
        (RouteConfiguration?)routes.FirstOrDefault(part => part?.Name == name)?.Message ?? new RouteConfiguration { Name = name };
}
