using System.Text.Json.Nodes;

namespace ActorMesh.Cli.Admin;

/// <summary>The routes of one listener as <c>/routes</c> shows them.</summary>
/// <param name="Source">Where the listener is configured.</param>
internal sealed record RouteTableShape(
    string Listener, string Address, string Name, string? Source, IReadOnlyList<RouteTableShape.VirtualHostShape> VirtualHosts)
{
    /// <param name="Domains">An exact name goes before a wildcard, a longer wildcard before a shorter.</param>
    /// <param name="Routes">The first that matches is taken.</param>
    internal sealed record VirtualHostShape(string Name, IReadOnlyList<string> Domains, IReadOnlyList<RouteShape> Routes);

    /// <param name="Match">As configured.</param>
    /// <param name="Action">As configured: one of route, redirect and direct_response.</param>
    /// <param name="Filters">What a request passes before it goes on, in order; null for nothing.</param>
    /// <param name="Hits">Requests that took it since it was last changed.</param>
    /// <param name="Source">Where it is configured.</param>
    internal sealed record RouteShape(string Name, JsonNode? Match, JsonNode? Action, IReadOnlyList<string>? Filters, long Hits, string? Source);
}
