using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Hosting;
using ActorMesh.Hocon.Mesh;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Control.Api;

/// <summary><c>GET /v1/services</c>: the services of the running mesh.</summary>
internal sealed class ServicesEndpoint(ControlContext context) : IControlEndpoint
{
    public string Method => HttpMethods.Get;

    public string Path => "/v1/services";

    public string Summary => "the services of the running mesh, where they are, and how their proxies do";

    public async Task Answer(HttpContext http)
    {
        var served = context.Served();
        var proxies = (await context.Fleet()).Proxies.Where(proxy => !proxy.IsLost).ToLookup(proxy => proxy.Service, StringComparer.Ordinal);
        await http.AnswerJson(
            new ServiceListShape(ControlJson.ApiVersion, "Services", served?.Version ?? 0, served is null ? [] : Services(served.Mesh, proxies)),
            ControlJson.Readable.ServiceListShape);
    }

    private IReadOnlyList<ServiceShape> Services(ServiceMesh mesh, ILookup<string, ProxyShape> proxies)
    {
        var placement = context.Place(mesh);
        return
        [
            .. mesh.Services.Select(service => new ServiceShape(
                service.Name,
                service.Port.Value,
                [.. mesh.CalleesOf(service).Select(callee => callee.Name)],
                [.. placement.EndpointsOf(service).Select(endpoint => $"{endpoint.Host}:{endpoint.Port}").Distinct(StringComparer.Ordinal)],
                proxies[service.Name].Count(),
                proxies[service.Name].Count(proxy => proxy.State == ProxyShape.Synced))),
        ];
    }
}
