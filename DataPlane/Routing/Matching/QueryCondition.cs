using System.Text;

namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>Holds when the first query parameter of a name is there (or is not), or passes a test.</summary>
/// <param name="name">Parameter name, as written in the query.</param>
/// <param name="test">The question; null asks for presence only.</param>
/// <param name="wanted">False asks for absence.</param>
internal sealed class QueryCondition(string name, ValueTest? test, bool wanted) : RouteCondition
{
    private readonly byte[] _name = Encoding.UTF8.GetBytes(name);

    public override bool Holds(in MatchInput input) =>
        QueryParameters.TryFind(input.Query, _name, out var value) ? wanted && (test is null || test.Passes(value)) : !wanted;

    public override string Explain(in MatchInput input)
    {
        var found = QueryParameters.TryFind(input.Query, _name, out var value);
        if (!wanted) return $"query parameter {name}: is there and must not be";
        if (!found) return $"query parameter {name}: is missing";
        return $"query parameter {name}: wanted {test?.Wanted}, got \"{Encoding.UTF8.GetString(value)}\"";
    }
}
