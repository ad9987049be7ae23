using System.Text;

namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>
/// Holds when a header's value passes a test, or when inverted and it does not. A missing header never holds, inverted or not.
/// </summary>
/// <param name="source">The header.</param>
/// <param name="test">The question.</param>
/// <param name="invert">Turns the answer round.</param>
/// <param name="missingIsEmpty">Takes a missing header for one with an empty value.</param>
internal sealed class HeaderValueCondition(HeaderSource source, ValueTest test, bool invert, bool missingIsEmpty) : RouteCondition
{
    /// <summary>It asks for the method of the request.</summary>
    public bool IsOfMethod => source.IsMethod;

    public override bool Holds(in MatchInput input)
    {
        var passes = source.Test(in input, test);
        if (passes is null && missingIsEmpty) passes = test.Passes(default);
        return passes is { } answer && answer != invert;
    }

    public override string Explain(in MatchInput input)
    {
        var wanted = $"header {source.Name}: wanted {(invert ? "not " : "")}{test.Wanted}, ";
        return source.TryGetFirst(input.Head, input.Facts, out var value)
            ? $"{wanted}got \"{Encoding.UTF8.GetString(value)}\""
            : $"{wanted}but it is missing";
    }
}
