using System.Text;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Telemetry;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>Writes down how each exchange ended: counters always, a record of its own when the proxy was the one to end it.</summary>
internal sealed class ExchangeJournal(HttpService service, ExchangePlan plan, ExchangeClock clock)
{
    private bool _isOpen;
    private ResponseFlag _flags;

    public void Open()
    {
        _isOpen = true;
        _flags = ResponseFlag.None;
    }

    /// <summary>Counts the exchange, once.</summary>
    /// <param name="status">0 when the client got none.</param>
    public void Close(int status)
    {
        if (!_isOpen) return;
        _isOpen = false;
        if (status != 0) service.Counters.Answered(status);
        if (_flags != ResponseFlag.None) service.Counters.Flag(_flags);
    }

    /// <param name="head">Null when its bytes may be gone already.</param>
    public void Failed(Refusal refusal, RequestHead? head, int status)
    {
        _flags |= refusal.Flag;
        if (refusal.Flag != ResponseFlag.DownstreamConnectionTermination) plan.Endpoint?.Failed();
        service.Failures.Add(new FailedRequest(
            service.Clock.GetUtcNow(), service.Listener,
            Text(head is null ? default : head.MethodBytes), Text(head is null ? default : head.Authority), Text(head is null ? default : head.Path),
            status, refusal.Flag, refusal.Details, refusal.Explanation,
            plan.Route?.Name, plan.Cluster?.Name, plan.Endpoint?.Name, clock.Elapsed));
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 256)]);
}
