namespace ActorMesh.DataPlane.Routing.Authorization;

internal sealed class AddressTest(AddressKind kind, AddressRange range) : AccessTest
{
    public override bool Holds(in AccessInput input) => range.Contains(kind switch
    {
        AddressKind.Destination => input.Connection.Local,
        AddressKind.Peer => input.Connection.Remote,
        _ => input.Client,
    });
}
