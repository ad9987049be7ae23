using System.Text;
using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Filters.Descriptors;

/// <summary>A fixed value for requests that meet all conditions, or for those that do not.</summary>
/// <param name="expected">Whether all conditions are to hold, or not all.</param>
internal sealed class ConditionEntry(string key, string value, RouteCondition[] conditions, bool expected) : DescriptorAction(key)
{
    private readonly byte[] _value = Encoding.UTF8.GetBytes(value);

    public override bool TryWrite(in MatchInput input, Descriptor target)
    {
        if (Hold(in input) != expected) return false;
        target.Add(Key, _value);
        return true;
    }

    private bool Hold(in MatchInput input)
    {
        foreach (var condition in conditions)
            if (!condition.Holds(in input)) return false;
        return true;
    }
}
