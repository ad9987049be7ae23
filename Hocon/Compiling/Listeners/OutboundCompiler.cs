using System.Net;
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
        var caller = Caller.Of(workload.Service);
        var tables = new List<VirtualHost>();
        var own = new List<Listener>();
        foreach (var (callee, address) in workload.Place.Outbound.Select(way => (workload.Mesh.Find(way.Callee)!, way.Address)))
        {
            var name = $"{SharedName}/{callee.Name}";
            if (!callee.Policies.IsHttp)
            {
                own.Add(Listener(name, address, TcpForwarding.ToCallee(workload, name, callee, caller)));
                continue;
            }
            var table = new VirtualHost { Name = callee.Name, Routes = { new RouteCompiler(workload, callee, caller).All() } };
            own.Add(Listener(name, address, Http(workload, name, callee.Policies, [new VirtualHost { Name = table.Name, Domains = { "*" }, Routes = { table.Routes } }])));
            if (workload.Place.SharedOutbound is { } port) table.Domains.AddRange(HostNames.Of(workload.Mesh, callee, port.Port));
            tables.Add(table);
        }
        if (workload.Place.SharedOutbound is { } shared)
            own.Insert(0, Listener(SharedName, shared, Http(workload, SharedName, workload.Mesh.Defaults, tables.Append(NobodyHost.Compile(workload)))));
        return own;
    }

    private static Filter Http(Workload workload, string name, PolicySet policies, IEnumerable<VirtualHost> hosts) =>
        HttpConnectionCompiler.Filter(HttpConnectionCompiler.Compile(workload, name, policies, workload.Mesh.Defaults.Tracing, hosts, [], new Router()));

    private static Listener Listener(string name, IPEndPoint address, Filter filter) => new()
    {
        Name = name,
        Address = Addresses.Of(address),
        TrafficDirection = TrafficDirection.Outbound,
        FilterChains = { new FilterChain { Filters = { filter } } },
    };
}
