using ActorMesh.ControlPlane.Resources;
using ActorMesh.Runtime.Contracts.Envoy.Discovery;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace ActorMesh.ControlPlane.Xds.Subscriptions;

/// <summary>
/// By difference: a request adds names and takes names away, an answer carries what changed and says what is gone or never was
/// (xDS v3, <c>DeltaAggregatedResources</c>).
/// </summary>
public sealed class DeltaSubscription(string typeUrl) : Subscription(typeUrl)
{
    private static readonly Any Unread = new();

    private readonly HashSet<string> _owed = new(StringComparer.Ordinal);
    private bool _isUnanswered;

    protected override bool CoversAll => false;

    /// <summary>Changes of names count in every request, be its nonce old; what it says of an answer counts for the latest only.</summary>
    /// <exception cref="StreamRefusedException">It asks for too much.</exception>
    public Heard Hear(DeltaDiscoveryRequest request, TimeProvider clock)
    {
        var isFirst = !IsAsked;
        var heard = Judge(request.ResponseNonce, version: null, request.ErrorDetail?.Message, clock);
        if (isFirst) Remember(request.InitialResourceVersions);
        Interest.Subscribe(request.ResourceNamesSubscribe, isFirst);
        foreach (var name in request.ResourceNamesSubscribe.Where(name => name != "*" && !(isFirst && Sent.ContainsKey(name)))) _owed.Add(name);
        if (request.ResourceNamesSubscribe.Count + request.ResourceNamesUnsubscribe.Count > 0) Unsettle();
        if (isFirst) _isUnanswered = Interest.IsAll && Sent.Count == 0;
        Unsubscribe(request.ResourceNamesUnsubscribe);
        return heard;
    }

    public override IMessage Write(Answer answer, string identifier)
    {
        var response = new DeltaDiscoveryResponse
        {
            TypeUrl = answer.TypeUrl, SystemVersionInfo = answer.Version, Nonce = answer.Nonce, ControlPlane = new Runtime.Contracts.Envoy.Core.ControlPlane { Identifier = identifier },
        };
        response.Resources.AddRange(answer.Resources.Select(resource => new Resource { Name = resource.Name, Version = resource.Version, Resource_ = resource.Body }));
        response.RemovedResources.AddRange(answer.Removed);
        return response;
    }

    protected override Content? Find(ResourceSet set, bool keepRemoved, out bool isHeld)
    {
        var again = RefusedWithOutdated(set);
        List<VersionedResource> resources = [];
        foreach (var resource in Interest.In(set))
            if (!IsSent(resource) || _owed.Contains(resource.Name) || again.Contains(resource.Name)) resources.Add(resource);

        List<string> removed = [.. _owed.Where(name => !set.ByName.ContainsKey(name) && !Sent.ContainsKey(name))];
        var gone = Sent.Keys.Where(name => !set.ByName.ContainsKey(name)).ToList();
        isHeld = keepRemoved && gone.Count > 0;
        if (!isHeld) removed.AddRange(gone);
        if (resources.Count == 0 && removed.Count == 0 && !_isUnanswered) return null;
        foreach (var resource in resources) Sent[resource.Name] = resource;
        foreach (var name in removed) Sent.Remove(name);
        _owed.Clear();
        _isUnanswered = false;
        return new Content(set.Version, resources, removed, resources.ConvertAll(resource => resource.Name));
    }

    /// <summary>What the client had when its last stream broke.</summary>
    private void Remember(MapField<string, string> versions)
    {
        if (versions.Count > Interest.NamesMax)
            throw new StreamRefusedException(StatusCode.ResourceExhausted, $"the client names {versions.Count} resources that it has, where at most {Interest.NamesMax} of one type are allowed");
        foreach (var (name, version) in versions) Sent[name] = new VersionedResource(name, version, Unread);
    }

    private void Unsubscribe(IReadOnlyCollection<string> names)
    {
        Interest.Unsubscribe(names);
        foreach (var name in names)
        {
            _owed.Remove(name);
            // Whoever has everything and gives up one name cannot know whether it is among everything: it is told.
            if (Interest.IsAll && name != "*") _owed.Add(name);
        }

        ForgetUnasked();
    }
}
