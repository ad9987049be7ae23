using ActorMesh.ControlPlane.Resources;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Tests.Fast.ControlPlane.Xds;

/// <summary>Resources that stand for real ones: a name and a version, as in <c>orders:1</c>.</summary>
internal static class Shares
{
    public static WorkloadResources Of(long version, string clusters = "", string endpoints = "", string listeners = "", string routes = "") => new(
        1, version, Set(ResourceTypes.Cluster, clusters), Set(ResourceTypes.Endpoints, endpoints), Set(ResourceTypes.Listener, listeners), Set(ResourceTypes.Route, routes));

    /// <summary>The same for every proxy of the service <c>orders</c>, and for no other.</summary>
    public static MeshResources Mesh(long sequence, WorkloadResources resources, long epoch = 1) =>
        new(epoch, sequence, proxy => proxy.Service == "orders" ? Task.FromResult<WorkloadResources?>(resources) : MeshResources.Nothing, ["orders", "stock"]);

    public static ResourceSet Set(string typeUrl, string resources) => ResourceSet.Of(typeUrl, resources.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Resource));

    private static VersionedResource Resource(string text)
    {
        var parts = text.Split(':');
        return new VersionedResource(parts[0], parts[1], Any.Pack(new StringValue { Value = text }));
    }
}
