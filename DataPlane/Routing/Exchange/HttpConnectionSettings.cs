using ActorMesh.DataPlane.Routing.Paths;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>How requests of one listener are treated beside their routes (envoy's HttpConnectionManager). Defaults are Envoy's unless said otherwise.</summary>
public sealed record HttpConnectionSettings
{
    /// <summary>What the <c>server</c> header of answers says.</summary>
    public byte[] ServerName { get; init; } = "actormesh"u8.ToArray();

    public ServerHeader ServerHeader { get; init; }

    /// <summary>True for an edge: the peer is the client, and x-forwarded-for gets its address.</summary>
    public bool UseRemoteAddress { get; init; }

    /// <summary>Proxies in front whose x-forwarded-for is believed.</summary>
    public int TrustedHops { get; init; }

    public bool SkipForwardedForAppend { get; init; }

    /// <summary>Appended to <c>via</c>; empty for nothing.</summary>
    public byte[] Via { get; init; } = [];

    public bool GenerateRequestId { get; init; } = true;

    /// <summary>Keeps the x-request-id of strangers. Inside the mesh it is always kept.</summary>
    public bool PreserveExternalRequestId { get; init; }

    public PathNormaliser Paths { get; init; } = new(normalise: false, mergeSlashes: false, EscapedSlashes.Keep);

    /// <summary>Host of HTTP/1.0 requests that name none; empty refuses them.</summary>
    public byte[] DefaultHost { get; init; } = [];

    /// <summary>Whether trailer fields of chunked bodies are passed on; else they are checked and dropped.</summary>
    public bool EnableTrailers { get; init; }

    /// <summary>Which ports are left out of Host before routes are matched. Default none.</summary>
    public HostPortStripping HostPortStripping { get; init; }

    public UnderscoreHeaders UnderscoreHeaders { get; init; }

    /// <summary>No byte either way for this long ends the request. Default 5 min; infinite for never.</summary>
    public TimeSpan StreamIdleTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>From the head to the end of the request's body. Infinite by default.</summary>
    public TimeSpan RequestTimeout { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>The longest a request may last, whatever its route says. Infinite by default.</summary>
    public TimeSpan StreamDurationMax { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>What becomes of x-forwarded-client-cert. Default: it is removed.</summary>
    public ClientCertificateForwarding ClientCertificate { get; init; } = new(ForwardingMode.Sanitize);

    /// <summary>Whether the x-envoy-* headers that tell how a request was routed are left out, both ways (Router.suppress_envoy_headers).</summary>
    public bool SuppressEnvoyHeaders { get; init; }

    /// <summary>Upgrades (lower case, <c>connect</c> for CONNECT) that routes may use; those a route names itself count more.</summary>
    public IReadOnlyDictionary<string, bool> Upgrades { get; init; } = new Dictionary<string, bool>(StringComparer.OrdinalIgnoreCase);
}
