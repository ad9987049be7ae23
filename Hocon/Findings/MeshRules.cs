using ActorMesh.Hocon.Findings.References;

namespace ActorMesh.Hocon.Findings;

/// <summary>Every check of a mesh that needs no running mesh. A plain list: nothing is searched for at start.</summary>
internal static class MeshRules
{
    public static IReadOnlyList<MeshRule> All { get; } =
    [
        new AM0201UnknownService(),
        new AM0202EmptyVersion(),
        new AM0203AmbiguousPort(),
        new AM0204UnknownVersion(),
        new AM0205SameMatchTwice(),
        new AM0206UnusedVersion(),
        new AM0207CallCircle(),
        new AM0208Unreachable(),
    ];
}
