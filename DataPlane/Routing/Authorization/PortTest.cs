namespace ActorMesh.DataPlane.Routing.Authorization;

/// <summary>Asks for the port that the client connected to.</summary>
internal sealed class PortTest(int port) : AccessTest
{
    public override bool Holds(in AccessInput input) => input.Connection.LocalPort == port;
}
