using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Tokens;

/// <summary>Which requests need a token, and whose.</summary>
/// <param name="Provider">Null: none.</param>
internal sealed record TokenRule(PathMatcher Path, RouteCondition[] Conditions, TokenProvider? Provider)
{
    public bool Matches(in MatchInput input)
    {
        if (!Path.Matches(in input)) return false;
        foreach (var condition in Conditions)
            if (!condition.Holds(in input)) return false;
        return true;
    }
}
