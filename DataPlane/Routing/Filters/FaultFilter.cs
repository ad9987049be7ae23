using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.DataPlane.Routing.Matching;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Routing.Filters;

/// <summary>Makes some requests wait, and refuses some: the delay comes first (envoy.extensions.filters.http.fault).</summary>
internal sealed class FaultFilter(string name, string place, FaultSettings settings) : RequestFilter(name, place)
{
    private const int StatusMin = 200;
    private const int StatusMax = 599;

    private readonly Refusal _abort = Refusal.FaultAbort(settings.AbortStatus);

    public FaultSettings Settings => settings;

    public FaultCounters Counters { get; private set; } = new();

    public override bool DoesAnything => settings.Delay is { Share.Numerator: > 0 } || settings.Abort is { Share.Numerator: > 0 };

    public override string Summary => settings.ToString();

    public FaultStatus Status => new(Place, Summary, Counters.Delays, Counters.Aborts, Counters.Overflows, Counters.Active);

    public override FilterVerdict Apply(RequestHead head, ExchangeFacts facts, ulong random)
    {
        if (!Concerns(head, facts, random)) return FilterVerdict.Pass;
        var delay = DelayOf(head, random);
        var status = AbortOf(head, random);
        if (delay == TimeSpan.Zero && status == 0) return FilterVerdict.Pass;
        if (!Counters.TryBegin(settings.ActiveMax)) return FilterVerdict.Pass;
        facts.ActiveFault = Counters;
        if (delay > TimeSpan.Zero)
        {
            Counters.Delayed();
            facts.FilterFlags |= ResponseFlag.DelayInjected;
        }

        if (status == 0) return new FilterVerdict(null, delay);
        Counters.Aborted();
        return new FilterVerdict(status == settings.AbortStatus ? _abort : Refusal.FaultAbort(status), delay);
    }

    public override void TakeOver(RequestFilter previous, Instant now)
    {
        if (previous is FaultFilter before) Counters = before.Counters;
    }

    private bool Concerns(RequestHead head, ExchangeFacts facts, ulong random)
    {
        if (settings.Cluster is { } cluster && !string.Equals(facts.Cluster?.Name, cluster, StringComparison.Ordinal)) return false;
        if (settings.Conditions.Length == 0) return true;
        var input = new MatchInput(head, facts, random, ignorePathParameters: false);
        foreach (var condition in settings.Conditions)
            if (!condition.Holds(in input)) return false;
        return true;
    }

    private TimeSpan DelayOf(RequestHead head, ulong random)
    {
        if (settings.Delay is not { } share || !share.Hits(head, "x-envoy-fault-delay-request-percentage"u8, random)) return TimeSpan.Zero;
        return share.IsByHeader ? TimeSpan.FromMilliseconds(FaultShare.Number(head, "x-envoy-fault-delay-request"u8) ?? 0) : settings.FixedDelay;
    }

    private int AbortOf(RequestHead head, ulong random)
    {
        if (settings.Abort is not { } share || !share.Hits(head, "x-envoy-fault-abort-request-percentage"u8, random)) return 0;
        if (!share.IsByHeader) return settings.AbortStatus;
        return FaultShare.Number(head, "x-envoy-fault-abort-request"u8) is >= StatusMin and <= StatusMax and var asked ? (int)asked : 0;
    }
}
