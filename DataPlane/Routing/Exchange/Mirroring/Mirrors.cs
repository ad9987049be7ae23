using System.Buffers;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Actions;
using Akka.Streams;

namespace ActorMesh.DataPlane.Routing.Exchange.Mirroring;

/// <summary>The copies of one request that go to mirrors (RouteAction.request_mirror_policies). Empty for nearly all.</summary>
internal sealed class Mirrors
{
    private static readonly TimeSpan LimitWithoutTimeout = TimeSpan.FromMinutes(5);

    private readonly List<MirrorCopy> _copies = [];

    /// <summary>Starts a copy for each policy that takes this request. Upgrades and CONNECT are never copied.</summary>
    public void Begin(RequestHead head, ForwardAction forward, ExchangeFacts facts, HttpService service, ulong random, IMaterializer materializer)
    {
        if (head.Method == HttpMethod.Connect || head.WantsUpgrade) return;
        foreach (var policy in forward.Mirrors)
        {
            if (policy.SelectCluster(head, facts, random) is not { } reference || service.Clusters.Find(reference.Name) is not { } cluster) continue;
            var copy = CopyFor(policy, head);
            _copies.Add(copy);
            var limit = forward.Timeout is { } timeout && timeout > TimeSpan.Zero ? timeout : LimitWithoutTimeout;
            MirrorStage.Run(materializer, copy, cluster, random, limit, service.Clock, service.Wheel);
        }
    }

    public void Add(MessagePart<RequestHead> part)
    {
        foreach (var copy in _copies) copy.Add(part);
    }

    /// <summary>The request has ended, whole or not.</summary>
    public void End()
    {
        foreach (var copy in _copies) copy.Abandon();
        _copies.Clear();
    }

    private static MirrorCopy CopyFor(MirrorPolicy policy, RequestHead head)
    {
        var authority = head.Authority.ToArray();
        var mirrored = new ArrayBufferWriter<byte>(authority.Length + 16);
        policy.WriteAuthority(authority, mirrored);
        head.RewriteAuthority(mirrored.WrittenSpan.ToArray());
        var copy = new MirrorCopy(head);
        head.RewriteAuthority(authority);
        return copy;
    }
}
