namespace ActorMesh.Cli.Admin;

/// <summary>One endpoint as <c>/clusters</c> shows it.</summary>
/// <param name="State">ready, warming, degraded, ejected or unhealthy.</param>
/// <param name="Why">What made it so; empty for ready.</param>
/// <param name="EjectedUntil">It returns at the first look from then on; absent while it is in.</param>
/// <param name="Ejections">So far.</param>
/// <param name="InARow">Failures without a success between; absent where ejection is off.</param>
/// <param name="LastCheck">Absent while there was no health check.</param>
internal sealed record EndpointShape(
    string Address, string? Hostname, string? Zone, int Priority, int Weight, string State, IReadOnlyList<string> Why,
    int RqActive, long RqTotal, long RqError, int CxTotal, int CxIdle,
    DateTimeOffset? EjectedUntil, int Ejections, EndpointShape.RunShape? InARow, EndpointShape.CheckShape? LastCheck)
{
    /// <param name="ServerErrors">Answers of 500 and above.</param>
    /// <param name="GatewayFailures">502, 503 and 504.</param>
    /// <param name="LocalOriginFailures">Failures seen here, where they are split off.</param>
    internal sealed record RunShape(int ServerErrors, int GatewayFailures, int LocalOriginFailures);

    /// <param name="Successes">In a row.</param>
    /// <param name="Failures">In a row.</param>
    internal sealed record CheckShape(DateTimeOffset At, bool Healthy, string Result, int Successes, int Failures);
}
