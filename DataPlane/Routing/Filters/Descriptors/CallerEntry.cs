using ActorMesh.DataPlane.Routing.Matching;
using ActorMesh.Runtime.Contracts;

namespace ActorMesh.DataPlane.Routing.Filters.Descriptors;

/// <summary>Who the client proved to be; all who proved nothing are counted as one.</summary>
internal sealed class CallerEntry() : DescriptorAction(CallerKey.Entry)
{
    // No name in a certificate is like that.
    private static ReadOnlySpan<byte> Nobody => "(nobody)"u8;

    public override bool TryWrite(in MatchInput input, Descriptor target)
    {
        target.Add(Key, input.Facts.Connection.NameBytes is [var name, ..] ? name : Nobody);
        return true;
    }
}
