using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Authorization;

/// <summary>Asks for the name that the client gave when it began TLS, in lower case.</summary>
internal sealed class ServerNameTest(ValueTest test) : AccessTest
{
    public override bool Holds(in AccessInput input) => test.Passes(input.Connection.ServerName.Span);
}
