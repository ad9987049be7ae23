namespace ActorMesh.DataPlane.Routing.Mutations;

/// <summary>What an operator without arguments stands for.</summary>
internal enum TemplateFact : byte
{
    ClientAddress,
    ClientAddressAndPort,
    LocalAddressAndPort,
    Protocol,
    StartTime,
    UpstreamHost,
    ResponseCode,
}
