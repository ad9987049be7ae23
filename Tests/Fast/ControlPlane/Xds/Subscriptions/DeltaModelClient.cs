using ActorMesh.ControlPlane.Resources;
using ActorMesh.ControlPlane.Xds.Subscriptions;
using ActorMesh.Runtime.Contracts.Envoy.Discovery;
using ActorMesh.Runtime.Contracts.Rpc;
using Google.Protobuf;

namespace ActorMesh.Tests.Fast.ControlPlane.Xds.Subscriptions;

/// <summary>By difference.</summary>
internal sealed class DeltaModelClient : ModelClient
{
    private readonly Dictionary<string, HashSet<string>> _asked = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _nonces = new(StringComparer.Ordinal);

    public override void Connect()
    {
        Outgoing.Clear();
        _asked.Clear();
        _nonces.Clear();
        foreach (var type in ResourceTypes.InOrder)
        {
            if (NamesOf(type)?.Count == 0) continue;
            var request = new DeltaDiscoveryRequest { TypeUrl = type };
            request.InitialResourceVersions.Add(Has[type]);
            request.ResourceNamesSubscribe.AddRange(Asked(type));
            Outgoing.Enqueue(request);
        }
    }

    public override void Take(IMessage answer)
    {
        var response = (DeltaDiscoveryResponse)answer;
        var type = response.TypeUrl;
        var asked = NamesOf(type)?.ToHashSet(StringComparer.Ordinal);
        foreach (var name in response.RemovedResources) Has[type].Remove(name);
        foreach (var resource in response.Resources)
            if (!IsBad(resource.Version) && asked?.Contains(resource.Name) != false) Has[type][resource.Name] = resource.Version;
        _nonces[type] = response.Nonce;
        var reply = new DeltaDiscoveryRequest { TypeUrl = type, ResponseNonce = response.Nonce };
        if (response.Resources.Any(resource => IsBad(resource.Version))) reply.ErrorDetail = new Status { Message = "it is bad" };
        Outgoing.Enqueue(reply);
        if (ChildOf(type) is not { } child) return;
        Prune(child);
        Resubscribe(child);
    }

    public override Heard Deliver(DiscoveryStream stream, IMessage request) => stream.Hear((DeltaDiscoveryRequest)request);

    public override IMessage? Again(string typeUrl) =>
        _nonces.TryGetValue(typeUrl, out var nonce) ? new DeltaDiscoveryRequest { TypeUrl = typeUrl, ResponseNonce = nonce } : null;

    private void Resubscribe(string type)
    {
        var before = _asked.GetValueOrDefault(type) ?? [];
        var now = Asked(type);
        if (now.SetEquals(before)) return;
        var request = new DeltaDiscoveryRequest { TypeUrl = type };
        request.ResourceNamesSubscribe.AddRange(now.Except(before));
        request.ResourceNamesUnsubscribe.AddRange(before.Except(now));
        Outgoing.Enqueue(request);
    }

    private HashSet<string> Asked(string type) => _asked[type] = (NamesOf(type) ?? []).ToHashSet(StringComparer.Ordinal);
}
