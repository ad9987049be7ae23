using System.Buffers;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Matching;
using ActorMesh.DataPlane.Routing.Retrying;
using ActorMesh.Runtime.Contracts.Envoy.Core;

namespace ActorMesh.DataPlane.Routing.Actions;

/// <summary>The request goes to a cluster.</summary>
public sealed class ForwardAction : RouteOutcome
{
    internal ForwardAction(ClusterSelection clusters) => Clusters = clusters;

    /// <summary>From the end of the request to the end of the response; null for no limit. Default 15 s.</summary>
    public TimeSpan? Timeout { get; internal init; }

    /// <summary>How long nothing may move. Null leaves it to the connection manager, zero is no limit.</summary>
    public TimeSpan? IdleTimeout { get; internal init; }

    /// <summary>How long the whole stream may live. Null leaves it to the connection manager, zero is no limit.</summary>
    public TimeSpan? MaxStreamDuration { get; internal init; }

    public RetryPolicy Retries { get; internal init; } = RetryPolicy.None;

    /// <summary>What headers of a request may change of <see cref="Timeout"/> and <see cref="Retries"/>.</summary>
    public OverrideRules Overrides { get; internal init; }

    /// <summary>503, 404 or 500: the answer when the cluster does not exist.</summary>
    public int ClusterNotFoundStatus { get; internal init; } = 503;

    /// <summary>Which circuit breaker thresholds count.</summary>
    public RoutingPriority Priority { get; internal init; }

    /// <summary>Bytes that the body of a request may have; null for no bound.</summary>
    public long? RequestBodyMax { get; internal init; }

    /// <summary>Null when requests do not stick to endpoints.</summary>
    public HashPolicies? HashPolicies { get; internal init; }

    /// <summary>Copies to send; those of the most specific level that has any.</summary>
    public IReadOnlyList<MirrorPolicy> Mirrors { get; internal init; } = [];

    /// <summary>Forwards the host name of the chosen endpoint: call <see cref="RewriteHost"/> once it is chosen.</summary>
    public bool AutoHostRewrite { get; internal init; }

    internal ClusterSelection Clusters { get; }

    internal PathRewrite? PathRewrite { get; init; }

    internal HostRewrite? HostRewrite { get; init; }

    internal bool AppendForwardedHost { get; init; }

    internal UpgradeRule[] Upgrades { get; init; } = [];

    /// <summary>Picks the cluster of a request. The same number gives the same cluster.</summary>
    public ClusterChoice SelectCluster(RequestHead head, ExchangeFacts facts, ulong random) => Clusters.Select(head, facts, random);

    /// <summary>
    /// Whether the route allows an upgrade to <paramref name="type"/>; null when it does not say, and the connection manager decides.
    /// </summary>
    public bool? AllowsUpgrade(ReadOnlySpan<byte> type)
    {
        foreach (var rule in Upgrades)
            if (AsciiCase.Equal(type, rule.Type)) return rule.Enabled;
        return null;
    }

    /// <summary>
    /// Changes the forwarded host and keeps the old one in x-envoy-original-host, and in x-forwarded-host where the route asks for it.
    /// </summary>
    public void RewriteHost(RequestHead head, byte[] host, ArrayBufferWriter<byte> scratch)
    {
        // A retry may choose another endpoint; what the client sent stays the original.
        if (!head.AuthorityIsRewritten)
        {
            head.Headers.Set("x-envoy-original-host"u8, head.Authority);
            if (AppendForwardedHost) ForwardHost(head, scratch);
        }
        head.RewriteAuthority(host);
    }

    /// <summary>Removes what rewriting noted of the original request.</summary>
    public void ForgetOriginals(RequestHead head)
    {
        if (head.AuthorityIsRewritten) head.Headers.Remove("x-envoy-original-host"u8);
        if (PathRewrite is not null) head.Headers.Remove("x-envoy-original-path"u8);
    }

    internal void Rewrite(RequestHead head, ExchangeFacts facts, PathMatcher path, WeightedEntry? split, ArrayBufferWriter<byte> scratch)
    {
        var host = split?.HostRewrite ?? HostRewrite?.NewHost(head, facts);
        if (host is not null) RewriteHost(head, host, scratch);
        if (PathRewrite is null || head.Method == HttpMethod.Connect) return;
        var parts = new TargetParts(head.Target);
        scratch.ResetWrittenCount();
        PathRewrite.WriteTarget(parts.Path, parts.QueryWithMark, path.RewrittenLength(parts.Path), scratch);
        head.Headers.Set("x-envoy-original-path"u8, head.Target);
        head.RewriteTarget(scratch.WrittenSpan);
    }

    private static void ForwardHost(RequestHead head, ArrayBufferWriter<byte> scratch)
    {
        var slot = head.Headers.Find(KnownHeader.XForwardedHost);
        scratch.ResetWrittenCount();
        if (slot >= 0)
        {
            scratch.Write(head.Headers.Value(slot));
            scratch.Write(","u8);
        }
        scratch.Write(head.Authority);
        head.Headers.Set("x-forwarded-host"u8, scratch.WrittenSpan);
    }
}
