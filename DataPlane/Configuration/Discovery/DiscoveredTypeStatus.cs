namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>How it stands with the resources of one type. The counts are Envoy's of the same names.</summary>
/// <param name="Version">Of the last answer that was accepted whole; empty for none.</param>
/// <param name="Accepted">How many resources are here.</param>
/// <param name="Refused">Name to reason, of what was sent and is not run.</param>
public sealed record DiscoveredTypeStatus(
    DiscoveredType Type, string Version, int Accepted, IReadOnlyDictionary<string, string> Refused, long Attempts, long Successes, long Failures,
    long Rejections, long Empty, long TimedOut)
{
    internal static DiscoveredTypeStatus Of(ResourceLedger ledger, IReadOnlyDictionary<string, string> held) => new(
        ledger.Type, ledger.Version, ledger.Accepted.Count,
        new Dictionary<string, string>(held.Where(one => !ledger.Refused.ContainsKey(one.Key)).Concat(ledger.Refused), StringComparer.Ordinal), ledger.Counts.Attempts, ledger.Counts.Successes,
        ledger.Counts.Failures, ledger.Counts.Rejections, ledger.Counts.Empty, ledger.Counts.TimedOut);
}
