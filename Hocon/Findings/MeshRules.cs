using ActorMesh.Hocon.Findings.References;
using ActorMesh.Hocon.Findings.Resilience;
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
        new AM0401TriesDoNotFit(),
        new AM0402UnsafeRetry(),
        new AM0403RetryAmplification(),
        new AM0404NoBudget(),
        new AM0405CalleeOutlivesCaller(),
        new AM0406BreakerUnderLimit(),
        new AM0407EjectionEmptiesPool(),
        new AM0408PanicUndoesEjection(),
        new AM0409HedgesAndRetries(),
        new AM0410BodyNotRetried(),
        new AM0412PerTryTooLong(),
        new AM0413NoTimeout(),
        new AM0414ConnectTooLong(),
        new AM0415RetriesAtTwoHops(),
        new AM0416TimeoutNotRetried(),
        new AM0417Backoff(),
        new AM0418RetryOfRefusal(),
        new AM0419BudgetWithoutEffect(),
        new AM0420BreakerTripsOnOne(),
        new AM0421BreakerNeverTrips(),
        new AM0422NothingEjected(),
        new AM0423HealthCheckTooSlow(),
    ];
}
