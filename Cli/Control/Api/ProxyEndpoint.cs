using ActorMesh.Cli.Admin;
using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Hosting;
using ActorMesh.ControlPlane.Resources;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Control.Api;

/// <summary><c>GET /v1/proxies/ID</c>: what a proxy should run, and what it said.</summary>
internal sealed class ProxyEndpoint(ControlContext context) : IControlEndpoint
{
    private static readonly TypeRegistry Known = TypeRegistry.FromFiles(
        Runtime.Contracts.Envoy.Clusters.Cluster.Descriptor.File,
        Runtime.Contracts.Envoy.Endpoints.ClusterLoadAssignment.Descriptor.File,
        Runtime.Contracts.Envoy.Listeners.Listener.Descriptor.File,
        Runtime.Contracts.Envoy.Routes.RouteConfiguration.Descriptor.File);

    public string Method => HttpMethods.Get;

    public string Path => "/v1/proxies/{id}";

    public string Summary => "what a proxy should run, and what it acknowledged or refused";

    public async Task Answer(HttpContext http)
    {
        var id = (string)http.Request.RouteValues["id"]!;
        // orders-eu-1 may be of orders or of orders-eu: the longer name is more likely meant.
        var proxy = (await context.Fleet()).Proxies.Where(proxy => proxy.Id == id).MaxBy(proxy => proxy.Service.Length)
            ?? throw ControlRefusal.NotFound($"no control node knows a proxy {Hocon.Reading.Quoted.Of(id)}", "actormesh get proxies lists them");
        var wanted = await context.Feed.Current.Of(new ProxyIdentity(proxy.Id, proxy.Service) { IsProxyless = proxy.IsProxyless });
        await http.AnswerJson(new ProxyDetailShape(ControlJson.ApiVersion, "Proxy", proxy, wanted is null ? [] : [.. Resources(wanted)]), ControlJson.Readable.ProxyDetailShape);
    }

    private static IEnumerable<ProxyDetailShape.ResourceShape> Resources(WorkloadResources wanted) =>
        from type in ResourceTypes.InOrder
        from resource in wanted.Of(type)?.ByName.Values.OrderBy(resource => resource.Name, StringComparer.Ordinal) ?? Enumerable.Empty<VersionedResource>()
        select new ProxyDetailShape.ResourceShape(TypeWord.Of(type), resource.Name, resource.Version, ResourceJson.Of(Unpack(resource.Body)));

    private static Google.Protobuf.IMessage? Unpack(Any body) => body.Unpack(Known);
}
