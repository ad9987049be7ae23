using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Authorization;

/// <summary>Asks for the path that routes compare and that is forwarded, without its query. CONNECT has none.</summary>
internal sealed class PathTest(ValueTest test) : AccessTest
{
    public override bool Holds(in AccessInput input) => !input.Request.Path.IsEmpty && test.Passes(input.Request.Path);
}
