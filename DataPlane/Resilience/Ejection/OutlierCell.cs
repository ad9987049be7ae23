namespace ActorMesh.DataPlane.Resilience.Ejection;

/// <summary>What the attempts at one endpoint have come to. Atomics: written by streams, read and reset by whoever decides on ejection.</summary>
public sealed class OutlierCell
{
    private volatile OutlierSettings? _settings;
    private int _serverErrors, _gatewayFailures, _localOriginFailures, _ejections;
    private long _answers, _localOrigin;

    /// <summary>Null while nobody counts.</summary>
    public OutlierSettings? Settings => _settings;

    /// <summary>Answers of 500 and above in a row.</summary>
    public int ServerErrors => Volatile.Read(ref _serverErrors);

    /// <summary>502, 503 and 504 in a row.</summary>
    public int GatewayFailures => Volatile.Read(ref _gatewayFailures);

    /// <summary>Failures seen here in a row.</summary>
    public int LocalOriginFailures => Volatile.Read(ref _localOriginFailures);

    /// <summary>How often it was ejected.</summary>
    public int Ejections
    {
        get => Volatile.Read(ref _ejections);
        internal set => Volatile.Write(ref _ejections, value);
    }

    /// <summary>Counts one attempt. Takes no lock and allocates nothing.</summary>
    /// <returns>The thresholds that it reached: each once per run of failures, for exactly one of the callers.</returns>
    public OutlierEdges Report(in AttemptOutcome outcome)
    {
        if (_settings is not { } settings || !outcome.Counts || outcome.IsPassedOn) return OutlierEdges.None;
        if (!settings.SplitsLocalOrigin) return CountAnswer(settings, outcome.StatusOrEquivalent);
        if (!outcome.IsLocalOrigin)
        {
            RateSample.Count(ref _localOrigin, hasFailed: false);
            Clear(ref _localOriginFailures);
            return CountAnswer(settings, outcome.Status);
        }

        RateSample.Count(ref _localOrigin, hasFailed: true);
        return Interlocked.Increment(ref _localOriginFailures) == settings.ConsecutiveLocalOriginFailures
            ? OutlierEdges.LocalOriginFailures
            : OutlierEdges.None;
    }

    /// <summary>From now on this holds; runs and rates start anew.</summary>
    internal void Change(OutlierSettings? settings)
    {
        _settings = settings;
        Reset(OutlierEdges.All);
        TakeAnswers();
        TakeLocalOrigin();
    }

    /// <summary>These runs start anew.</summary>
    internal void Reset(OutlierEdges runs)
    {
        if (runs.HasFlag(OutlierEdges.ServerErrors)) Clear(ref _serverErrors);
        if (runs.HasFlag(OutlierEdges.GatewayFailures)) Clear(ref _gatewayFailures);
        if (runs.HasFlag(OutlierEdges.LocalOriginFailures)) Clear(ref _localOriginFailures);
    }

    /// <summary>The attempts since this was last called.</summary>
    internal RateSample TakeAnswers() => RateSample.Take(ref _answers);

    /// <summary>The same, with failures seen here only; nothing unless local origin is split off.</summary>
    internal RateSample TakeLocalOrigin() => RateSample.Take(ref _localOrigin);

    private OutlierEdges CountAnswer(OutlierSettings settings, int status)
    {
        var hasFailed = status >= 500;
        RateSample.Count(ref _answers, hasFailed);
        if (hasFailed) return CountFailure(settings, status);
        Clear(ref _serverErrors);
        Clear(ref _gatewayFailures);
        return OutlierEdges.None;
    }

    private OutlierEdges CountFailure(OutlierSettings settings, int status)
    {
        var edges = OutlierEdges.None;
        if (status is not (502 or 503 or 504)) Clear(ref _gatewayFailures);
        else if (Interlocked.Increment(ref _gatewayFailures) == settings.ConsecutiveGatewayFailures) edges |= OutlierEdges.GatewayFailures;
        if (Interlocked.Increment(ref _serverErrors) == settings.Consecutive5xx) edges |= OutlierEdges.ServerErrors;
        return edges;
    }

    /// <summary>Writes only where there is something to clear, so that threads which serve well share the line unharmed.</summary>
    private static void Clear(ref int run)
    {
        if (Volatile.Read(ref run) != 0) Volatile.Write(ref run, 0);
    }
}
