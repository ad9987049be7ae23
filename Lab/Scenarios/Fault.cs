using ActorMesh.Hocon.Reading;

namespace ActorMesh.Lab.Scenarios;

/// <summary>Something that goes wrong for a time.</summary>
/// <param name="Span">Where it is written.</param>
/// <param name="Until">Null: to the end.</param>
/// <param name="Service">Whom it befalls; null when it is about the load.</param>
/// <param name="Replica">From 1; null for all.</param>
/// <param name="Slower">Times the usual latency.</param>
/// <param name="Hangs">Takes requests and never answers.</param>
/// <param name="Refuses">Takes no connections.</param>
/// <param name="Load">Times the usual load.</param>
/// <param name="Burst">Requests beside the usual ones, all at <paramref name="From"/>.</param>
public sealed record Fault(
    SourceSpan Span, TimeSpan From, TimeSpan? Until, string? Service, int? Replica, double? Errors, int? ErrorStatus, int Slower, bool Hangs,
    bool Refuses, double Load, int Burst)
{
    public bool IsOn(TimeSpan time) => time >= From && (Until is not { } until || time < until);

    public bool Befalls(string service, int replica) => Service == service && (Replica ?? replica) == replica;
}
