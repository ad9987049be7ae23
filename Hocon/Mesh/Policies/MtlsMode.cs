namespace ActorMesh.Hocon.Mesh.Policies;

public enum MtlsMode
{
    Off,
    Permissive,
    Strict,
}
