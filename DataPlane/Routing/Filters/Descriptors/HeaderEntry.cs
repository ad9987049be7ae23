using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Filters.Descriptors;

/// <summary>The value of a header, the first of several.</summary>
/// <param name="mayLack">A request without it has a descriptor without this entry, in place of none.</param>
internal sealed class HeaderEntry(string key, HeaderSource header, bool mayLack) : DescriptorAction(key)
{
    public override bool TryWrite(in MatchInput input, Descriptor target)
    {
        if (!header.TryGetFirst(input.Head, input.Facts, out var value)) return mayLack;
        target.Add(Key, value);
        return true;
    }
}
