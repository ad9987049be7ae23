using ActorMesh.Hocon.Findings.Endpoints;
using ActorMesh.Hocon.Findings.Importing;
using ActorMesh.Hocon.Findings.Resilience;
using ActorMesh.Hocon.Findings.Running;
using ActorMesh.Hocon.Findings.Security;
using ActorMesh.Hocon.Findings.Telemetry;
using ActorMesh.Hocon.Findings.Text;

namespace ActorMesh.Hocon.Findings;

/// <summary>All codes that exist, with what they mean. Made when first asked for: reading a mesh needs none of it.</summary>
public static class Lessons
{
    private static readonly Lazy<IReadOnlyList<Lesson>> Every = new(() =>
        [.. Elsewhere().Concat(MeshRules.All.Select(rule => rule.Lesson)).OrderBy(lesson => lesson.Code, StringComparer.Ordinal)]);

    private static readonly Lazy<Dictionary<string, Lesson>> ByCode = new(() => All.ToDictionary(lesson => lesson.Code, StringComparer.OrdinalIgnoreCase));

    /// <summary>In the order of their codes.</summary>
    public static IReadOnlyList<Lesson> All => Every.Value;

    /// <param name="code">As in <c>AM0403</c>; case does not matter.</param>
    public static Lesson? Find(string code) => ByCode.Value.GetValueOrDefault(code);

    /// <summary>Codes that are not raised by looking at a mesh.</summary>
    private static IEnumerable<Lesson> Elsewhere() =>
    [
        AM0101Syntax.Lesson,
        AM0102Unit.Lesson,
        AM0103Type.Lesson,
        AM0104UnknownKey.Lesson,
        AM0105KeyTwice.Lesson,
        AM0106Range.Lesson,
        AM0107Unresolved.Lesson,
        AM0108Include.Lesson,
        AM0109Unbalanced.Lesson,
        AM0110TextAfterEnd.Lesson,
        AM0112Missing.Lesson,
        AM0113Exclusive.Lesson,
        AM0411RetriesInTheApplication.Lesson,
        AM0504CertificateEnds.Lesson,
        AM0601SeriesCap.Lesson,
        AM0602LabelFromHeader.Lesson,
        AM0703NoRecord.Lesson,
        AM0801NotCarried.Lesson,
        AM0802Approximated.Lesson,
        AM0901Refused.Lesson,
        AM0902Stale.Lesson,
        AM0903Lost.Lesson,
        AM0904NoEndpoint.Lesson,
        AM0907IdleReuse.Lesson,
    ];
}
