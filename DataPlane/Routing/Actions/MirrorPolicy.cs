using System.Buffers;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Actions;

/// <summary>Sends copies of a share of the requests to another cluster; their responses are dropped.</summary>
public sealed class MirrorPolicy
{
    private readonly ClusterSelection _cluster;
    private readonly Fraction _fraction;
    private readonly bool _appendSuffix;

    internal MirrorPolicy(ClusterSelection cluster, Fraction fraction, bool appendSuffix) =>
        (_cluster, _fraction, _appendSuffix) = (cluster, fraction, appendSuffix);

    /// <summary>The cluster that gets a copy of this request; null when none does.</summary>
    public ClusterReference? SelectCluster(RequestHead head, ExchangeFacts facts, ulong random) =>
        _fraction.Includes(random) ? _cluster.Select(head, facts, random).Cluster : null;

    /// <summary>Appends the host of the copy: <c>-shadow</c> stands before any port, unless the policy leaves it out.</summary>
    public void WriteAuthority(ReadOnlySpan<byte> authority, ArrayBufferWriter<byte> output)
    {
        var colon = AuthorityName.PortStart(authority);
        var host = colon < 0 ? authority.Length : colon;
        output.Write(authority[..host]);
        if (_appendSuffix) output.Write("-shadow"u8);
        output.Write(authority[host..]);
    }
}
