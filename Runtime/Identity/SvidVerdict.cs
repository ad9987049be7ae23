using System.Diagnostics.CodeAnalysis;

namespace ActorMesh.Runtime.Identity;

/// <summary>Who a certificate proves its holder to be, or why nobody.</summary>
public readonly record struct SvidVerdict
{
    private SvidVerdict(SpiffeId? id, SvidProblem? problem) => (Id, Problem) = (id, problem);

    public SpiffeId? Id { get; }

    public SvidProblem? Problem { get; }

    [MemberNotNullWhen(true, nameof(Id))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsGood => Id is not null;

    public static SvidVerdict Of(SpiffeId id) => new(id, null);

    public static SvidVerdict Bad(SvidProblem problem) => new(null, problem);

    public static SvidVerdict Bad(SvidFault fault, string message) => new(null, new SvidProblem(fault, message));
}
