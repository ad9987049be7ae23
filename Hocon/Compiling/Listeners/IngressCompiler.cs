using System.Globalization;
using ActorMesh.Hocon.Compiling.Clusters;
using ActorMesh.Hocon.Compiling.Routes;
using ActorMesh.Hocon.Compiling.Security;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Runtime.Contracts.Envoy.Matching;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Slashes = ActorMesh.Runtime.Contracts.Envoy.Http.HttpConnectionManager.Types.PathWithEscapedSlashesAction;
using XdsRoute = ActorMesh.Runtime.Contracts.Envoy.Routes.Route;

namespace ActorMesh.Hocon.Compiling.Listeners;

/// <summary>Compiles the way in from outside the mesh: it acts like a caller that is called ingress.</summary>
internal static class IngressCompiler
{
    public const string Name = "ingress";

    /// <returns>Null when the service is not exposed.</returns>
    public static Listener? Compile(Workload workload)
    {
        if (workload.Service.Exposure is not { } exposure || workload.Place.Ingress is not { } address) return null;
        var chain = new FilterChain { Filters = { Filter(workload, exposure, address.Port) } };
        if (exposure is { TlsCertificate.Value: { } certificate, TlsKey.Value: { } key }) chain.TransportSocket = MutualTls.Server(certificate, key);
        return new Listener
        {
            Name = Name,
            Address = Addresses.Of(address),
            TrafficDirection = TrafficDirection.Inbound,
            FilterChains = { chain },
        };
    }

    private static Filter Filter(Workload workload, Exposure exposure, int port)
    {
        var service = workload.Service;
        if (!service.Policies.IsHttp) return TcpForwarding.ToCallee(workload, Name, service, Caller.Ingress);
        var routes = new RouteCompiler(workload, service, Caller.Ingress).All();
        var host = new VirtualHost { Name = service.Name, Domains = { Domains(exposure.Host.Value, port) } };
        if (exposure.PathPrefix.Value != "/") host.Routes.Add(Elsewhere(exposure.PathPrefix.Value));
        host.Routes.AddRange(routes);
        var manager = HttpConnectionCompiler.Compile(workload, Name, service.Policies, workload.Mesh.Defaults.Tracing, [host], [], new Router());
        // Clients outside the mesh prove nothing, so only the socket's own address is believed.
        manager.UseRemoteAddress = true;
        // Below CGI an underscore is a hyphen: x_forwarded_for would be believed though x-forwarded-for is not.
        manager.CommonHttpProtocolOptions = new HttpProtocolOptions { HeadersWithUnderscoresAction = HttpProtocolOptions.Types.HeadersWithUnderscoresAction.RejectRequest };
        // What is not exposed must not be reached by another spelling of the path.
        if (exposure.PathPrefix.Value != "/") manager.PathWithEscapedSlashesAction = Slashes.RejectRequest;
        return HttpConnectionCompiler.Filter(manager);
    }

    private static IEnumerable<string> Domains(string host, int port) =>
        host == "*" || host.Contains(':') ? [host] : [host, $"{host}:{port.ToString(CultureInfo.InvariantCulture)}"];

    /// <summary>Refuses all paths but those below the prefix, before the service's routes are asked.</summary>
    private static XdsRoute Elsewhere(string prefix)
    {
        var inside = prefix.EndsWith('/') ? $"{Re2.Escape(prefix)}.*" : $@"{Re2.Escape(prefix)}(?:[/?].*)?";
        var match = RouteMatchCompiler.Everything();
        match.Headers.Add(new HeaderMatcher
        {
            Name = ":path",
            InvertMatch = true,
            StringMatch = new StringMatcher { SafeRegex = new RegexMatcher { Regex = inside } },
        });
        return new XdsRoute { Name = "elsewhere", Match = match, DirectResponse = ReplyCompiler.Direct(404, $"Nothing is here but {prefix}.\n") };
    }
}
