using ActorMesh.Hocon.Mesh.Values;

namespace ActorMesh.Cli.Workloads;

/// <summary>How a demo workload treats requests. Immutable; replaced whole when it is changed at run time.</summary>
/// <param name="Latency">How long an answer takes.</param>
/// <param name="Jitter">How far an answer may be off that, either way, uniformly.</param>
/// <param name="ErrorShare">0..1 of the answers are errors.</param>
/// <param name="ErrorStatus">What those say; 400..599.</param>
internal sealed record WorkloadBehaviour(TimeSpan Latency, TimeSpan Jitter, double ErrorShare, int ErrorStatus)
{
    public static readonly WorkloadBehaviour Default = new(TimeSpan.Zero, TimeSpan.Zero, 0, 503);

    private static readonly TimeSpan DelayMax = TimeSpan.FromHours(1);

    /// <summary>Changes what <paramref name="changes"/> name, and nothing else.</summary>
    /// <param name="changes">Names are <c>latency jitter errors error-status</c>; values as on the command line.</param>
    /// <param name="problem">What is wrong; empty when all is well.</param>
    public WorkloadBehaviour With(IEnumerable<(string Name, string Value)> changes, out string problem)
    {
        var changed = this;
        problem = "";
        foreach (var (name, value) in changes)
        {
            changed = changed.With(name, value, out problem);
            if (problem.Length > 0) return this;
        }
        return changed;
    }

    /// <summary>How long to wait before an answer.</summary>
    /// <param name="draw">0..1.</param>
    public TimeSpan Delay(double draw)
    {
        var delay = Latency + (Jitter * ((2 * draw) - 1));
        return delay > TimeSpan.Zero ? delay : TimeSpan.Zero;
    }

    public override string ToString() =>
        $"latency={DurationText.Of(Latency)} jitter={DurationText.Of(Jitter)} errors={ShareText.Of(ErrorShare)} error-status={ErrorStatus}";

    private WorkloadBehaviour With(string name, string value, out string problem)
    {
        TimeSpan duration;
        switch (name)
        {
            case "latency":
                return TryParseDelay(value, out duration, out problem) ? this with { Latency = duration } : this;
            case "jitter":
                return TryParseDelay(value, out duration, out problem) ? this with { Jitter = duration } : this;
            case "errors":
                return ShareText.TryParse(value, out var share, out problem) ? this with { ErrorShare = share } : this;
            case "error-status":
                var isStatus = int.TryParse(value, out var status) && status is >= 400 and <= 599;
                problem = isStatus ? "" : $"error-status '{value}' is not a status from 400 to 599";
                return isStatus ? this with { ErrorStatus = status } : this;
            default:
                problem = $"unknown setting '{name}'; there are latency, jitter, errors and error-status";
                return this;
        }
    }

    private static bool TryParseDelay(string text, out TimeSpan delay, out string problem)
    {
        if (DurationText.TryParse(text, out delay, out problem) && delay > DelayMax) problem = $"duration '{text}' is more than 1h";
        return problem.Length == 0;
    }
}
