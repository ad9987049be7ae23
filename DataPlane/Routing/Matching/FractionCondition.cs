namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>Holds for a share of all requests (runtime_fraction).</summary>
internal sealed class FractionCondition(Fraction fraction) : RouteCondition
{
    public override bool Holds(in MatchInput input) => fraction.Includes(input.Random);

    public override string Explain(in MatchInput input) =>
        $"runtime_fraction: takes {fraction} of requests; this one drew {input.Random % fraction.Denominator}";
}
