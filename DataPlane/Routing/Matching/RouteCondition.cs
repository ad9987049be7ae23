namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>One thing that a route asks of a request besides its path.</summary>
internal abstract class RouteCondition
{
    public abstract bool Holds(in MatchInput input);

    /// <summary>
    /// Says for people what was asked and what the request has instead. Only for a condition that does not hold; may allocate.
    /// </summary>
    public abstract string Explain(in MatchInput input);
}
