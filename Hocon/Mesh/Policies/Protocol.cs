namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>What a service speaks. <see cref="Auto"/>: HTTP, whichever version the peer begins with.</summary>
public enum Protocol
{
    Auto,
    Http1,
    Http2,
    Grpc,
    Tcp,
}
