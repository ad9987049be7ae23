namespace ActorMesh.Cli.Sidecars.Reporting;

/// <summary>Requests that a sidecar answered, and those of them that got a 5xx.</summary>
internal readonly record struct AnsweredCount(long Requests, long Failures)
{
    public static AnsweredCount operator -(AnsweredCount left, AnsweredCount right) => new(left.Requests - right.Requests, left.Failures - right.Failures);
}
