namespace ActorMesh.Hocon.Findings.Routing;

internal enum PathMatchKind
{
    Any,
    Prefix,
    Exact,
    Regex,
}
