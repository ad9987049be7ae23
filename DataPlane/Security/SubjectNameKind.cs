namespace ActorMesh.DataPlane.Security;

public enum SubjectNameKind : byte
{
    Uri,
    Dns,
    Email,
}
