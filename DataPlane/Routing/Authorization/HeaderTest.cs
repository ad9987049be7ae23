using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Authorization;

/// <summary>Asks the same of a header as a route may.</summary>
internal sealed class HeaderTest(RouteCondition condition) : AccessTest
{
    public override bool Holds(in AccessInput input) => condition.Holds(input.Request);
}
