using System.Text;
using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Filters.Descriptors;

/// <summary>The name of the cluster that the route leads to.</summary>
internal sealed class DestinationEntry() : DescriptorAction("destination_cluster")
{
    private const int NameBytesMax = 512;

    public override bool TryWrite(in MatchInput input, Descriptor target)
    {
        if (input.Facts.Cluster is not { } cluster) return false;
        Span<byte> name = stackalloc byte[NameBytesMax];
        if (!Encoding.UTF8.TryGetBytes(cluster.Name, name, out var length)) return false;
        target.Add(Key, name[..length]);
        return true;
    }
}
