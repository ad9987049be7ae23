namespace ActorMesh.DataPlane.Http;

/// <summary>Why a request ended other than by an untouched answer of the upstream. Codes and meanings are Envoy's response flags.</summary>
[Flags]
public enum ResponseFlag
{
    None = 0,
    /// <summary>NR: no virtual host or route matched.</summary>
    NoRoute = 1 << 0,
    /// <summary>NC: the route names a cluster that does not exist.</summary>
    NoCluster = 1 << 1,
    /// <summary>UH: the cluster has no healthy endpoint.</summary>
    NoHealthyUpstream = 1 << 2,
    /// <summary>UF: no connection to the upstream could be made.</summary>
    UpstreamConnectionFailure = 1 << 3,
    /// <summary>UC: the upstream closed the connection before or within its answer.</summary>
    UpstreamConnectionTermination = 1 << 4,
    /// <summary>UO: a limit of the cluster was reached.</summary>
    UpstreamOverflow = 1 << 5,
    /// <summary>UT: the request took longer than its route allows.</summary>
    UpstreamRequestTimeout = 1 << 6,
    /// <summary>UPE: the upstream's answer was not valid HTTP.</summary>
    UpstreamProtocolError = 1 << 7,
    /// <summary>DC: the client went away.</summary>
    DownstreamConnectionTermination = 1 << 8,
    /// <summary>DPE: the client's request was not valid HTTP.</summary>
    DownstreamProtocolError = 1 << 9,
    /// <summary>SI: nothing moved on the stream for the idle limit.</summary>
    StreamIdleTimeout = 1 << 10,
    /// <summary>DF: the name of an endpoint could not be resolved.</summary>
    DnsFailure = 1 << 11,
    /// <summary>DT: the connection or request reached its maximum duration.</summary>
    DurationTimeout = 1 << 12,
    /// <summary>UR: the upstream reset the connection.</summary>
    UpstreamRemoteReset = 1 << 13,
    /// <summary>DO: the cluster drops a share of requests on purpose.</summary>
    DropOverload = 1 << 14,
    /// <summary>UDO: the cluster drops every request on purpose.</summary>
    UnconditionalDropOverload = 1 << 15,
    /// <summary>URX: the tries that the route allows are used up.</summary>
    UpstreamRetryLimitExceeded = 1 << 16,
    /// <summary>RL: a rate limit refused it.</summary>
    RateLimited = 1 << 17,
    /// <summary>FI: answered by fault injection.</summary>
    FaultInjected = 1 << 18,
    /// <summary>DI: held up by fault injection.</summary>
    DelayInjected = 1 << 19,
    /// <summary>RLSE: nobody could say whether a limit of the whole mesh was reached.</summary>
    RateLimitServiceError = 1 << 20,
    /// <summary>UAEX: the client may not do this, or did not prove who it is.</summary>
    Unauthorized = 1 << 21,
}
