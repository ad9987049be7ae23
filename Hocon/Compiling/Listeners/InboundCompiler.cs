using ActorMesh.Hocon.Compiling.Filters;
using ActorMesh.Hocon.Compiling.Security;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.ListenerFilters;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using Google.Protobuf.WellKnownTypes;
using Forwarding = ActorMesh.Runtime.Contracts.Envoy.Http.HttpConnectionManager.Types.ForwardClientCertDetails;
using Slashes = ActorMesh.Runtime.Contracts.Envoy.Http.HttpConnectionManager.Types.PathWithEscapedSlashesAction;

namespace ActorMesh.Hocon.Compiling.Listeners;

/// <summary>Compiles the way in: what other sidecars send, checked and handed to the application.</summary>
internal static class InboundCompiler
{
    public const string Name = "inbound";

    public static Listener Compile(Workload workload)
    {
        var listener = new Listener
        {
            Name = Name,
            Address = Addresses.Of(workload.Place.Inbound),
            TrafficDirection = TrafficDirection.Inbound,
        };
        var mode = workload.Service.Policies.Mtls.Mode.Value;
        if (mode != MtlsMode.Off)
            listener.FilterChains.Add(new FilterChain { TransportSocket = MutualTls.Downstream(workload.Mesh, workload.Service), Filters = { Filters(workload) } });
        if (mode == MtlsMode.Permissive)
        {
            // Where HTTP is read, no TLS but the mesh's makes sense; elsewhere, the application may speak its own.
            listener.FilterChains[0].FilterChainMatch = workload.Service.Policies.IsHttp
                ? new FilterChainMatch { TransportProtocol = "tls" }
                : new FilterChainMatch { ApplicationProtocols = { MutualTls.Protocol } };
            listener.ListenerFilters.Add(new ListenerFilter { Name = "envoy.filters.listener.tls_inspector", TypedConfig = Any.Pack(new TlsInspector()) });
        }
        if (mode != MtlsMode.Strict) listener.FilterChains.Add(new FilterChain { Filters = { Filters(workload) } });
        return listener;
    }

    // A route that has rules of its own, or needs a token, asks for the path by matching it.
    private static bool AsksForPath(Service service) =>
        service.Routes.Any(route => !ReferenceEquals(route.Policies.Authorization, service.Policies.Authorization))
        || service.Policies.Authorization.Deciding(service).Any(rule => rule.AsksForPath);

    private static IEnumerable<Filter> Filters(Workload workload)
    {
        var service = workload.Service;
        if (service.Policies.IsHttp) return [HttpConnectionCompiler.Filter(Manager(workload))];
        var forward = TcpForwarding.ToApp(workload, Name);
        return [.. AuthorizationCompiler.Tcp(workload.Mesh, service).Select(rules => new Filter { Name = "envoy.filters.network.rbac", TypedConfig = Any.Pack(rules) }), forward];
    }

    private static HttpConnectionManager Manager(Workload workload)
    {
        var policies = workload.Service.Policies;
        var router = new Router { RespectExpectedRqTimeout = policies.Timeout.PropagateDeadline.Value };
        var manager = HttpConnectionCompiler.Compile(
            workload, Name, policies, policies.Tracing, [InboundRoutes.Compile(workload)], InboundFilters.Of(workload), router);
        // A rule about paths must not be got round by another spelling of the path.
        if (AsksForPath(workload.Service)) manager.PathWithEscapedSlashesAction = Slashes.RejectRequest;
        if (policies.Mtls.Mode.Value != MtlsMode.Off)
        {
            manager.ForwardClientCertDetails = Forwarding.SanitizeSet;
            manager.SetCurrentClientCertDetails = new HttpConnectionManager.Types.SetCurrentClientCertDetails { Uri = true };
        }
        return manager;
    }
}
