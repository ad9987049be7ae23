using ActorMesh.Hocon.Compiling.Clusters;
using ActorMesh.Hocon.Compiling.Routes;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Runtime.Contracts.Envoy.Routes;

namespace ActorMesh.Hocon.Compiling.Listeners;

/// <summary>Compiles the ways out: one port for all callees that speak HTTP, told apart by Host, and one port for each callee.</summary>
internal static class OutboundCompiler
{
    public const string SharedName = "outbound";

    public static IEnumerable<Listener> Compile(Workload workload)
    {
        var callees = workload.Place.Outbound.Select(way => (Service: workload.Mesh.Find(way.Callee)!, way.Address)).ToList();
        if (workload.Place.SharedOutbound is { } shared) yield return Shared(workload, shared, [.. callees.Select(callee => callee.Service)]);
        foreach (var (callee, address) in callees)
        {
            var name = $"{SharedName}/{callee.Name}";
            yield return Listener(name, address, Filter(workload, name, callee));
        }
    }

    private static Filter Filter(Workload workload, string name, Service callee)
    {
        var caller = Caller.Of(workload.Service);
        if (callee.Policies.Protocol.Value == Protocol.Tcp) return TcpForwarding.ToCallee(workload, name, callee, caller);
        var host = Host(workload, callee, caller, callee.Policies.Tracing, ["*"]);
        return HttpManager.Filter(HttpManager.Compile(workload, name, callee.Policies, [host], [], new Router()));
    }

    private static Listener Shared(Workload workload, System.Net.IPEndPoint address, IReadOnlyList<Service> callees)
    {
        var caller = Caller.Of(workload.Service);
        var policies = workload.Mesh.Defaults;
        var hosts = callees.Where(callee => callee.Policies.Protocol.Value != Protocol.Tcp)
            .Select(callee => Host(workload, callee, caller, policies.Tracing, HostNames.Of(workload.Mesh, callee, address.Port)))
            .Append(NobodyHost.Compile(workload));
        return Listener(SharedName, address, HttpManager.Filter(HttpManager.Compile(workload, SharedName, policies, hosts, [], new Router())));
    }

    private static VirtualHost Host(Workload workload, Service callee, Caller caller, TracingPolicy listener, IEnumerable<string> domains) => new()
    {
        Name = callee.Name,
        Domains = { domains },
        Routes = { new RouteCompiler(workload, callee, caller, listener.Sample.Value).All() },
    };

    private static Listener Listener(string name, System.Net.IPEndPoint address, Filter filter) => new()
    {
        Name = name,
        Address = Addresses.Of(address),
        TrafficDirection = TrafficDirection.Outbound,
        FilterChains = { new FilterChain { Filters = { filter } } },
    };
}
