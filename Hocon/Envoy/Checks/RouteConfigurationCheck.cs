using System.Text;
using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Routes;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class RouteConfigurationCheck
{
    private const uint DirectBodyBytesDefault = 4096;

    public static void Run(RouteConfiguration table, CheckContext context)
    {
        Domains(table, context);
        DirectBodies(table, context);
        HeaderMutationCheck.Removals(table, RouteConfiguration.RequestHeadersToRemoveFieldNumber, table.RequestHeadersToRemove, context);
        HeaderMutationCheck.Removals(table, RouteConfiguration.ResponseHeadersToRemoveFieldNumber, table.ResponseHeadersToRemove, context);
        HeaderMutationCheck.Removals(table, RouteConfiguration.InternalOnlyHeadersFieldNumber, table.InternalOnlyHeaders, context);
        if (table.VhostHeader.Length > 0 && !HeaderSyntax.IsName(table.VhostHeader))
            context.Error(table, RouteConfiguration.VhostHeaderFieldNumber, $"{Quoted.Of(table.VhostHeader)} is not a header name");
    }

    private static void Domains(RouteConfiguration table, CheckContext context)
    {
        var first = new Dictionary<string, VirtualHost>(StringComparer.OrdinalIgnoreCase);
        foreach (var host in table.VirtualHosts)
        {
            for (var i = 0; i < host.Domains.Count; i++)
            {
                if (host.Domains[i].Length == 0 || first.TryAdd(host.Domains[i], host)) continue;
                var other = first[host.Domains[i]];
                var owner = ReferenceEquals(other, host) ? "this virtual host" : $"the virtual host {Quoted.Of(other.Name)}";
                context.Error(
                    host, VirtualHost.DomainsFieldNumber, i,
                    $"the domain {Quoted.Of(host.Domains[i])} belongs to {owner} already",
                    "a domain may stand once in a route table");
            }
        }
    }

    private static void DirectBodies(RouteConfiguration table, CheckContext context)
    {
        var bytesMax = table.MaxDirectResponseBodySizeBytes ?? DirectBodyBytesDefault;
        var routes = table.VirtualHosts.SelectMany(host => host.Routes);
        foreach (var response in routes.Select(route => route.DirectResponse).OfType<DirectResponseAction>())
        {
            if (response.Body is not { } body) continue;
            var bytes = body.HasInlineBytes ? body.InlineBytes.Length : Encoding.UTF8.GetByteCount(body.InlineString);
            if (bytes > bytesMax)
                context.Error(
                    response, DirectResponseAction.BodyFieldNumber,
                    $"the body has {bytes} bytes, more than {bytesMax}",
                    "raise max_direct_response_body_size_bytes of the route table");
        }
    }
}
