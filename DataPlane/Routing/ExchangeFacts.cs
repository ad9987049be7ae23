using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Resilience.Limiting;
using ActorMesh.DataPlane.Routing.Authorization;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.DataPlane.Routing.Filters;
using ActorMesh.DataPlane.Routing.Tokens;

namespace ActorMesh.DataPlane.Routing;

/// <summary>
/// What is known of one request besides its head: who sent it, over what, and what came of it so far. One object per exchange, reused;
/// the exchange fills it in as things get known.
/// </summary>
public sealed class ExchangeFacts
{
    /// <summary>Text of the address at the other end of the client's connection, without port.</summary>
    public ReadOnlyMemory<byte> PeerAddress { get; set; }

    /// <summary>
    /// Text of the trusted client address without port (semantics: the peer, or one of x-forwarded-for when hops are trusted).
    /// </summary>
    public ReadOnlyMemory<byte> ClientAddress { get; set; }

    /// <summary>The same with its port; 0 for an address that a proxy noted.</summary>
    public ReadOnlyMemory<byte> ClientAddressAndPort { get; set; }

    /// <summary>Text of the address and port that the client connected to.</summary>
    public ReadOnlyMemory<byte> LocalAddressAndPort { get; set; }

    /// <summary>True when the downstream connection is encrypted. Decides the scheme where x-forwarded-proto does not.</summary>
    public bool IsTls { get; set; }

    /// <summary>Who is at the other end of the connection, and between which addresses it runs.</summary>
    public ConnectionFacts Connection { get; set; } = ConnectionFacts.Unknown;

    /// <summary><see cref="ClientAddress"/> as a number (<see cref="AddressNumber"/>); 0 when it is not known.</summary>
    internal UInt128 ClientNumber { get; set; }

    /// <summary>What rules that are not enforced would have refused the request with, and what is to be written down of it; null for nothing.</summary>
    internal Refusal? Told { get; set; }

    public DateTimeOffset StartTime { get; set; }

    /// <summary><c>address:port</c> of the chosen endpoint; null until one is chosen.</summary>
    public string? UpstreamHost { get; set; }

    /// <summary>Status that goes to the client; 0 until known.</summary>
    public int ResponseCode { get; set; }

    /// <summary>What filters read the time from.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>The cluster that the route leads to; null until it is chosen, and when there is none.</summary>
    public ClusterReference? Cluster { get; set; }

    /// <summary>What filters did to the request that let it pass; counts beside whatever becomes of it.</summary>
    public ResponseFlag FilterFlags { get; set; }

    /// <summary>The request came with <c>x-envoy-*</c> headers of a caller inside the mesh, which may set its policy.</summary>
    internal bool HasControls { get; set; }

    /// <summary>What a rate limit said to the request.</summary>
    internal LimitOutcome Limit { get; set; }

    /// <summary>What a limit of the whole mesh said to the request.</summary>
    internal GlobalLimitOutcome GlobalLimit { get; set; }

    /// <summary>Tokens of limits of the whole mesh; null where there are none.</summary>
    internal LeasedBuckets? Leases { get; set; }

    /// <summary>Keys that tokens are signed by; null where none are fetched.</summary>
    internal KeySets? Keys { get; set; }

    /// <summary>Where the request is counted as one in trouble; null when it is not.</summary>
    internal FaultCounters? ActiveFault { get; set; }

    /// <summary>Another request begins.</summary>
    internal void ForgetFilters()
    {
        RequestFilters.End(this);
        (FilterFlags, Limit, GlobalLimit, Told) = (ResponseFlag.None, default, default, null);
    }
}
