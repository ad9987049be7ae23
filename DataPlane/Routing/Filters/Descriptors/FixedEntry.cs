using System.Text;
using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Filters.Descriptors;

/// <summary>The same value for every request.</summary>
internal sealed class FixedEntry(string key, string value) : DescriptorAction(key)
{
    private readonly byte[] _value = Encoding.UTF8.GetBytes(value);

    public override bool TryWrite(in MatchInput input, Descriptor target)
    {
        target.Add(Key, _value);
        return true;
    }
}
