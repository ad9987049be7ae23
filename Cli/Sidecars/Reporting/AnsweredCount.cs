namespace ActorMesh.Cli.Sidecars.Reporting;

/// <summary>Requests that a sidecar answered, and those of them that got a 5xx.</summary>
/// <param name="Plain">Connections that it let in without mutual TLS.</param>
internal readonly record struct AnsweredCount(long Requests, long Failures, long Plain)
{
    public static AnsweredCount operator -(AnsweredCount left, AnsweredCount right) =>
        new(left.Requests - right.Requests, left.Failures - right.Failures, left.Plain - right.Plain);
}
