namespace ActorMesh.DataPlane.Security;

public enum NameFit : byte
{
    Exact,
    Prefix,
    Suffix,
}
