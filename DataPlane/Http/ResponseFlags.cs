namespace ActorMesh.DataPlane.Http;

/// <summary>The short codes of <see cref="ResponseFlag"/>s, as they stand in logs, headers and metrics.</summary>
public static class ResponseFlags
{
    private static readonly (ResponseFlag Flag, string Code)[] Codes =
    [
        (ResponseFlag.NoRoute, "NR"),
        (ResponseFlag.NoCluster, "NC"),
        (ResponseFlag.NoHealthyUpstream, "UH"),
        (ResponseFlag.UpstreamConnectionFailure, "UF"),
        (ResponseFlag.UpstreamConnectionTermination, "UC"),
        (ResponseFlag.UpstreamOverflow, "UO"),
        (ResponseFlag.UpstreamRequestTimeout, "UT"),
        (ResponseFlag.UpstreamProtocolError, "UPE"),
        (ResponseFlag.DownstreamConnectionTermination, "DC"),
        (ResponseFlag.DownstreamProtocolError, "DPE"),
        (ResponseFlag.StreamIdleTimeout, "SI"),
        (ResponseFlag.DnsFailure, "DF"),
        (ResponseFlag.DurationTimeout, "DT"),
        (ResponseFlag.UpstreamRemoteReset, "UR"),
        (ResponseFlag.DropOverload, "DO"),
        (ResponseFlag.UnconditionalDropOverload, "UDO"),
        (ResponseFlag.UpstreamRetryLimitExceeded, "URX"),
        (ResponseFlag.RateLimited, "RL"),
        (ResponseFlag.Unauthorized, "UAEX"),
        (ResponseFlag.FaultInjected, "FI"),
        (ResponseFlag.DelayInjected, "DI"),
        (ResponseFlag.RateLimitServiceError, "RLSE"),
    ];

    /// <summary>Every flag with its code.</summary>
    public static IReadOnlyList<(ResponseFlag Flag, string Code)> All => Codes;

    /// <summary>The codes that are set, joined by commas; <c>-</c> for none.</summary>
    public static string Text(ResponseFlag flags) =>
        flags == ResponseFlag.None ? "-" : string.Join(',', Codes.Where(pair => flags.HasFlag(pair.Flag)).Select(pair => pair.Code));
}
