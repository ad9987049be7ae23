namespace ActorMesh.Hocon.Mesh;

public enum ValueMatchKind
{
    Exact,
    Prefix,
    Suffix,
    Contains,
    Regex,
    Present,
    Absent,
}
