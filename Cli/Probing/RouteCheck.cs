using System.Net;
using ActorMesh.DataPlane.Configuration;
using ActorMesh.DataPlane.Routing;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;

namespace ActorMesh.Cli.Probing;

/// <summary>Asks the route table that the caller's sidecar would run. There is no second matcher that could disagree with it.</summary>
internal sealed class RouteCheck(ServiceMesh mesh)
{
    private readonly Placement _placement = Placement.AsWritten(mesh);

    /// <param name="callee">Whom <see cref="ProbeRequest.To"/> names.</param>
    public RouteDecision Of(ProbeRequest request, Service callee)
    {
        var sidecar = request.From == ProbeRequest.Ingress ? callee : mesh.Find(request.From)!;
        var bare = request.Path.Split('?')[0];
        if (AddressFor(request, sidecar, callee) is not { } address)
            return RouteDecision.None(request.From == ProbeRequest.Ingress ? $"{callee.Name} is not exposed" : $"the sidecar of {sidecar.Name} has no listener for {callee.Name}", bare);
        var listener = MeshCompiler.Compile(mesh, sidecar, _placement).StaticResources.Listeners.First(listener => IsAt(listener, address));
        if (ListenerCompiler.Compile(listener, knownClusters: null).Chains[0].Http is not { } http) return new RouteDecision(true, null, "", bare, [], []);
        var run = DryRun.Of(http, request.Head(HostOf(request, callee)), random: 0);
        if (run.Routes is not { } routes) return RouteDecision.Refused(run.Refused!, bare);
        if (routes.Miss == RouteMiss.None && routes.Steps[^1].Route is var taken && taken != callee.Name && Find(callee, taken) is null)
            return RouteDecision.None($"{callee.Name} is exposed below {callee.Exposure?.PathPrefix.Value} alone", run.Path);
        var steps = routes.Steps.Select(step => new ProbeStep(NameOf(callee, step.Route), step.Matched, step.Reason, Find(callee, step.Route)?.Span)).ToList();
        return routes.Miss == RouteMiss.None
            ? new RouteDecision(true, Find(callee, routes.Steps[^1].Route), "", run.Path, steps, [.. run.Covered.Select(name => NameOf(callee, name))])
            : new RouteDecision(false, null, routes.Miss == RouteMiss.NoVirtualHost ? $"nothing serves the host {routes.Authority}" : $"no rule of {callee.Name} matches", run.Path, steps, []);
    }

    private IPEndPoint? AddressFor(ProbeRequest request, Service sidecar, Service callee)
    {
        var placement = _placement.Of(sidecar);
        return request.From == ProbeRequest.Ingress
            ? placement.Ingress
            : placement.Outbound.Where(outbound => outbound.Callee == callee.Name).Select(outbound => outbound.Address).FirstOrDefault();
    }

    /// <summary>Whom a request names that names no host itself.</summary>
    public static string HostOf(ProbeRequest request, Service callee)
    {
        if (request.Host is { } written) return written;
        if (request.From != ProbeRequest.Ingress) return callee.Name;
        var host = callee.Exposure?.Host.Value ?? "*";
        return host == "*" ? "localhost" : host.Replace("*", "any", StringComparison.Ordinal);
    }

    private static bool IsAt(Listener listener, IPEndPoint address) =>
        listener.Address.SocketAddress.PortValue == address.Port && listener.Address.SocketAddress.Address == address.Address.ToString();

    // Compiled, the name of its service stands before that of a rule. A service without rules has one route, with its own name.
    private static Route? Find(Service service, string compiled) => service.Routes.FirstOrDefault(route => compiled == $"{service.Name}.{route.Name}");

    private static string NameOf(Service service, string compiled) => Find(service, compiled)?.Name ?? compiled;
}
