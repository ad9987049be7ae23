namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>Holds when a header is there, or when it is not.</summary>
/// <remarks>
/// invert_match turns the answer round here even for a missing header, as in Envoy and gRPC: "present, inverted" is how absence is asked
/// for.
/// </remarks>
internal sealed class HeaderPresence(HeaderSource source, bool wanted) : RouteCondition
{
    public override bool Holds(in MatchInput input) => source.IsPresent(input.Head) == wanted;

    public override string Explain(in MatchInput input) =>
        wanted ? $"header {source.Name}: is missing" : $"header {source.Name}: is there and must not be";
}
