using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing;
using ActorMesh.DataPlane.Routing.Actions;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Google.Protobuf;
using Xunit;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>Route tables from the JSON that a person would write.</summary>
internal static class RouteTables
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithTypeRegistry(ExtensionTypes.Registry));

    public static RouteTable Table(string json, RouteTableOptions? options = null) =>
        RouteTable.Compile(Parser.Parse<RouteConfiguration>(json), options ?? new RouteTableOptions { HostName = "node-1" });

    /// <summary>One virtual host for every domain, with these routes.</summary>
    public static RouteTable TableOf(params string[] routes) => TableOf(options: null, routes);

    public static RouteTable TableOf(RouteTableOptions? options, params string[] routes) =>
        Table($$"""{"name":"test","virtual_hosts":[{"name":"all","domains":["*"],"routes":[{{string.Join(',', routes)}}]}]}""", options);

    /// <summary>A route with this match that goes to cluster <c>c</c>.</summary>
    public static string RouteFor(string match, string name = "taken") =>
        $$"""{"name":"{{name}}","match":{{match}},"route":{"cluster":"c"} }""";

    /// <summary>A route for every path with this action.</summary>
    public static string RouteWith(string action, string match = """{"prefix":"/"}""") => $$"""{"match":{{match}},{{action}}}""";

    /// <summary>The name of the route that a request takes; null for none.</summary>
    public static string? RouteName(this RouteTable table, RequestHead head, ulong random = 0) =>
        table.Match(head, Requests.Facts(), random).Route?.Name;

    /// <summary>Whether a route with this match takes the request.</summary>
    public static bool Takes(string match, RequestHead head, ulong random = 0) => TableOf(RouteFor(match)).RouteName(head, random) is not null;

    public static CompiledRoute OnlyRoute(this RouteTable table) => table.VirtualHosts[0].Routes[0];

    public static ForwardAction Forward(this CompiledRoute route) => Assert.IsType<ForwardAction>(route.Outcome);
}
