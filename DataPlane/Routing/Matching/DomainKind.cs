namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>How a domain of a virtual host is compared, most specific first.</summary>
internal enum DomainKind : byte
{
    Exact,
    Suffix,
    Prefix,
    Any,
}
