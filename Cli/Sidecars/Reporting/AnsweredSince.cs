using ActorMesh.DataPlane;

namespace ActorMesh.Cli.Sidecars.Reporting;

/// <summary>
/// Counts what all HTTP listeners of a sidecar answered, those to its own workload and those that let in: a bad configuration shows at either.
/// </summary>
internal sealed class AnsweredSince(Func<SidecarStatus> status)
{
    private AnsweredCount _before;

    /// <returns>Since the last time. Nothing when a listener went meanwhile and took its counts along.</returns>
    public AnsweredCount Take()
    {
        var now = Now(status());
        var since = now - _before;
        _before = now;
        return since.Requests < 0 || since.Failures < 0 || since.Plain < 0 || since.Failures > since.Requests ? default : since;
    }

    private static AnsweredCount Now(SidecarStatus status)
    {
        long requests = 0, failures = 0, plain = 0;
        foreach (var listener in status.Listeners)
        {
            plain += listener.Tls?.Plain ?? 0;
            if (listener.Http?.Counters is not { } counters) continue;
            for (var hundreds = 2; hundreds <= 5; hundreds++) requests += counters.Answers(hundreds);
            failures += counters.Answers(5);
        }
        return new AnsweredCount(requests, failures, plain);
    }
}
