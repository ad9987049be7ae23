using ActorMesh.Hocon.Findings.Endpoints;
using ActorMesh.Hocon.Findings.References;
using ActorMesh.Hocon.Findings.Resilience;
using ActorMesh.Hocon.Findings.Routing;
using ActorMesh.Hocon.Findings.Running;
using ActorMesh.Hocon.Findings.Security;

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
        new AM0209VersionsOfOneName(),
        new AM0301NeverReached(),
        new AM0302Overlap(),
        new AM0303SplitSum(),
        new AM0304NoCatchAll(),
        new AM0305Expression(),
        new AM0306RedirectLoop(),
        new AM0307EmptyShare(),
        new AM0308RewriteTakesAll(),
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
        new AM0424HashWithoutSource(),
        new AM0425RingTooSmall(),
        new AM0426SlowStartWithHash(),
        new AM0427HashUnused(),
        new AM0428ZoneMissing(),
        new AM0429LocalLimitTimesReplicas(),
        new AM0430LimitFailsOpen(),
        new AM0431DeadReplicasStay(),
        new AM0432ProbeLoad(),
        new AM0501PermissiveMtls(),
        new AM0502RuleMatchesNobody(),
        new AM0503IdentityWithoutMtls(),
        new AM0505KeyInFile(),
        new AM0506AllowAll(),
        new AM0507CallerRefused(),
        new AM0508RotationTooLate(),
        new AM0509RootTooShort(),
        new AM0510EndpointBypassesSidecar(),
        new AM0701LoopbackAddress(),
        new AM0702SharedAddress(),
        new AM0704SameReplicaTwice(),
        new AM0910NotCarriedOut(),
        new AM0911DoorOpen(),
    ];
}
