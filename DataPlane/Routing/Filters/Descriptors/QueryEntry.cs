using System.Text;
using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Filters.Descriptors;

/// <summary>The value of a query parameter, the first of several, as it is written.</summary>
/// <param name="mayLack">A request without it has a descriptor without this entry, in place of none.</param>
internal sealed class QueryEntry(string key, string parameter, bool mayLack) : DescriptorAction(key)
{
    private readonly byte[] _parameter = Encoding.UTF8.GetBytes(parameter);

    public override bool TryWrite(in MatchInput input, Descriptor target)
    {
        if (!QueryParameters.TryFind(input.Query, _parameter, out var value)) return mayLack;
        target.Add(Key, value);
        return true;
    }
}
