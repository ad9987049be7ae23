using ActorMesh.Hocon.Findings.References;
using ActorMesh.Hocon.Findings.Routing;

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
        new AM0301NeverReached(),
        new AM0302Overlap(),
        new AM0303SplitSum(),
        new AM0304NoCatchAll(),
        new AM0305Expression(),
        new AM0306RedirectLoop(),
        new AM0307EmptyShare(),
        new AM0308RewriteSeam(),
        new AM0309MirrorToItself(),
        new AM0310HttpOnTcp(),
    ];
}
