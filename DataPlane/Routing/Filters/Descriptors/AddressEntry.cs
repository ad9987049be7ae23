using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Filters.Descriptors;

/// <summary>The trusted address of the client, without port.</summary>
internal sealed class AddressEntry() : DescriptorAction("remote_address")
{
    public override bool TryWrite(in MatchInput input, Descriptor target)
    {
        var address = input.Facts.ClientAddress.Span;
        if (address.IsEmpty) return false;
        target.Add(Key, address);
        return true;
    }
}
