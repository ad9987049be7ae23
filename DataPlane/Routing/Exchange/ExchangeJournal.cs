using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Telemetry;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>Writes down how each exchange ended: counters always, a record of its own when the proxy was the one to end it.</summary>
internal sealed class ExchangeJournal(HttpService service, ExchangePlan plan, ExchangeClock clock)
{
    private readonly RequestOutline _request = new();
    private bool _isOpen;
    private ResponseFlag _flags;

    /// <param name="head">As it came.</param>
    public void Open(RequestHead head)
    {
        _request.Keep(head);
        _isOpen = true;
        _flags = ResponseFlag.None;
    }

    /// <summary>Counts the exchange, once.</summary>
    /// <param name="status">0 when the client got none.</param>
    public void Close(int status)
    {
        if (!_isOpen) return;
        _isOpen = false;
        service.RequestTimes.Record(clock.Elapsed);
        if (status != 0) service.Counters.Answered(status);
        _flags |= plan.Facts.FilterFlags;
        if (plan.Facts.Told is { } told) Note(told.Flag, status, told.Details, told.Explanation);
        if (_flags != ResponseFlag.None) service.Counters.Flag(_flags);
    }

    public void Failed(Refusal refusal, int status) => Note(refusal.Flag, status, refusal.Details, refusal.Explanation);

    /// <summary>The upstream's answer goes on although another try was wanted.</summary>
    public void GaveUp(ResponseFlag flag, string explanation, int status) =>
        Note(flag, status, "via_upstream", $"The answer of the last try was passed on: {explanation}.");

    private void Note(ResponseFlag flag, int status, string details, string explanation)
    {
        _flags |= flag;
        service.Failures.Add(new FailedRequest(
            service.Clock.GetUtcNow(), service.Listener,
            _request.Method, _request.Authority, _request.Path, status, flag, details, explanation,
            plan.Route?.Name, plan.Cluster?.Name, plan.Facts.UpstreamHost, clock.Elapsed));
    }
}
