using System.Globalization;
using ActorMesh.Hocon.Compiling.Routes;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using XdsRoute = ActorMesh.Runtime.Contracts.Envoy.Routes.Route;

namespace ActorMesh.Hocon.Compiling.Listeners;

/// <summary>Compiles the answer to a Host that names no callee: who may be called, and how.</summary>
internal static class NobodyHost
{
    private const int NamedMax = 20;

    public static VirtualHost Compile(Workload workload) => new()
    {
        Name = "nobody",
        Domains = { "*" },
        Routes = { new XdsRoute { Name = "nobody", Match = RouteMatchCompiler.Everything(), DirectResponse = ReplyCompiler.Direct(404, Body(workload)) } },
    };

    private static string Body(Workload workload)
    {
        var callees = workload.Place.Outbound.Where(way => workload.Mesh.Find(way.Callee)!.Policies.IsHttp)
            .Select(way => $"{way.Callee} (Host: {way.Callee}, or http://localhost:{way.Address.Port.ToString(CultureInfo.InvariantCulture)})").ToList();
        var more = callees.Count > NamedMax ? $"\n  and {(callees.Count - NamedMax).ToString(CultureInfo.InvariantCulture)} more" : "";
        return
            $"The Host of this request is not a service that {workload.Service.Name} calls. It calls:\n  {string.Join("\n  ", callees.Take(NamedMax))}{more}\n" +
            $"To call another, add it to {workload.Service.Path}.calls.\n";
    }
}
