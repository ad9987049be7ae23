using ActorMesh.ControlPlane.Resources;
using ActorMesh.ControlPlane.Xds.Subscriptions;
using ActorMesh.Runtime.Contracts.Envoy.Discovery;
using ActorMesh.Runtime.Contracts.Rpc;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Tests.Fast.ControlPlane.Xds.Subscriptions;

/// <summary>State of the world.</summary>
internal sealed class StateModelClient : ModelClient
{
    private readonly Dictionary<string, string> _versions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _nonces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _asked = new(StringComparer.Ordinal);

    public override void Connect()
    {
        Outgoing.Clear();
        _nonces.Clear();
        _asked.Clear();
        foreach (var type in ResourceTypes.InOrder)
            if (NamesOf(type)?.Count != 0) Say(type);
    }

    public override void Take(IMessage answer)
    {
        var response = (DiscoveryResponse)answer;
        var type = response.TypeUrl;
        var items = response.Resources.Select(resource => resource.Unpack<StringValue>().Value.Split(':')).ToList();
        var asked = NamesOf(type)?.ToHashSet(StringComparer.Ordinal);
        if (asked is null)
            foreach (var name in Has[type].Keys.Except(items.Select(item => item[0])).ToList()) Has[type].Remove(name);
        foreach (var item in items)
            if (!IsBad(item[1]) && asked?.Contains(item[0]) != false) Has[type][item[0]] = item[1];
        var isBad = items.Exists(item => IsBad(item[1]));
        _nonces[type] = response.Nonce;
        if (!isBad) _versions[type] = response.VersionInfo;
        Say(type, isBad ? "it is bad" : null);
        if (ChildOf(type) is not { } child) return;
        Prune(child);
        if (_asked.GetValueOrDefault(child) != Names(child)) Say(child);
    }

    public override Heard Deliver(DiscoveryStream stream, IMessage request) => stream.Hear((DiscoveryRequest)request);

    public override IMessage? Again(string typeUrl) => _nonces.ContainsKey(typeUrl) ? Request(typeUrl) : null;

    private string Names(string type) => string.Join(' ', (NamesOf(type) ?? []).Order(StringComparer.Ordinal));

    private void Say(string type, string? error = null)
    {
        _asked[type] = Names(type);
        var request = Request(type);
        if (error is not null) request.ErrorDetail = new Status { Message = error };
        Outgoing.Enqueue(request);
    }

    private DiscoveryRequest Request(string type)
    {
        var request = new DiscoveryRequest { TypeUrl = type, VersionInfo = _versions.GetValueOrDefault(type, ""), ResponseNonce = _nonces.GetValueOrDefault(type, "") };
        request.ResourceNames.AddRange(NamesOf(type) ?? []);
        return request;
    }
}
