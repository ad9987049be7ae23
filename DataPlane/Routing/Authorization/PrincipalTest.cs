using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Authorization;

/// <summary>Asks who the client proved to be: one of its names must fit. Who proved nothing never fits.</summary>
/// <param name="test">Null for whoever has a certificate.</param>
internal sealed class PrincipalTest(ValueTest? test) : AccessTest
{
    public override bool Holds(in AccessInput input)
    {
        if (input.Connection.NameBytes is not { } names) return false;
        if (test is null) return true;
        foreach (var name in names)
            if (test.Passes(name)) return true;
        return false;
    }
}
