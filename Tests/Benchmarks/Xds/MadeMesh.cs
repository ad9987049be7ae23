using System.Globalization;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Endpoints;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Endpoint = ActorMesh.Runtime.Contracts.Envoy.Endpoints.Endpoint;

namespace ActorMesh.Tests.Benchmarks.Xds;

/// <summary>A mesh in which every workload calls the same services, of three endpoints each.</summary>
internal sealed class MadeMesh(int services)
{
    private const string Route = "outbound";
    private readonly ResourceSet _clusters = Set(ResourceTypes.Cluster, Names(services), name => new Cluster { Name = name });
    private readonly ResourceSet _listeners = Set(ResourceTypes.Listener, [Route], name => new Listener { Name = name });
    private readonly ResourceSet _routes = Set(ResourceTypes.Route, [Route], name => new RouteConfiguration { Name = name });

    public static IEnumerable<string> Names(int services) => Enumerable.Range(0, services).Select(number => string.Create(CultureInfo.InvariantCulture, $"service-{number}"));

    /// <summary>With each turn, one endpoint of the first service has another port.</summary>
    public MeshResources At(int turn)
    {
        var endpoints = Set(ResourceTypes.Endpoints, Names(services), name => Assignment(name, name == "service-0" ? turn : 0));
        var resources = new WorkloadResources(1, 1, _clusters, endpoints, _listeners, _routes);
        return new MeshResources(1, turn, _ => Task.FromResult<WorkloadResources?>(resources));
    }

    private static ClusterLoadAssignment Assignment(string name, int turn)
    {
        var locality = new LocalityLbEndpoints { LoadBalancingWeight = 1 };
        for (uint replica = 0; replica < 3; replica++)
        {
            var address = new SocketAddress { Address = $"10.0.0.{replica + 1}", PortValue = replica == 0 ? (uint)(20_000 + (turn % 20_000)) : 8080 };
            locality.LbEndpoints.Add(new LbEndpoint { Endpoint = new Endpoint { Address = new Address { SocketAddress = address } } });
        }

        return new ClusterLoadAssignment { ClusterName = name, Endpoints = { locality } };
    }

    private static ResourceSet Set(string typeUrl, IEnumerable<string> names, Func<string, IMessage> body) => ResourceSet.Of(typeUrl, names.Select(name =>
    {
        var any = Any.Pack(body(name));
        return new VersionedResource(name, Convert.ToHexString(System.IO.Hashing.XxHash3.Hash(any.Value.Span)), any);
    }));
}
