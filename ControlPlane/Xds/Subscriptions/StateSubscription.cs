using ActorMesh.ControlPlane.Resources;
using ActorMesh.Runtime.Contracts.Envoy.Discovery;
using Google.Protobuf;

namespace ActorMesh.ControlPlane.Xds.Subscriptions;

/// <summary>
/// State of the world: a request repeats all names; answers with listeners and clusters carry the full set, others what is new
/// (xDS v3, <c>StreamAggregatedResources</c>).
/// </summary>
/// <param name="mayHaveKept">
/// Whether a client that names the current version in its first request is believed to have it. Not every client means that: one that dropped
/// a name and took it up again, or took a part of what it refused, still names the version that it last accepted.
/// </param>
public sealed class StateSubscription(string typeUrl, bool mayHaveKept) : Subscription(typeUrl)
{
    /// <summary>Resources that are gone and still told, until routes have left them.</summary>
    public const int RetainedMax = 1_000;

    private readonly HashSet<string> _owed = new(StringComparer.Ordinal);
    private Dictionary<string, VersionedResource>? _good;
    private string? _kept;
    private bool _isUnanswered;

    protected override bool CoversAll => IsWhole;

    /// <exception cref="StreamRefusedException">It asks for too much.</exception>
    public Heard Hear(DiscoveryRequest request, TimeProvider clock)
    {
        if (!IsAsked && mayHaveKept && request.VersionInfo.Length > 0) _kept = request.VersionInfo;
        var heard = Judge(request.ResponseNonce, request.VersionInfo, request.ErrorDetail?.Message, clock);
        if (heard.Reply == Reply.Stale) return heard;
        if (Interest.Replace(request.ResourceNames))
        {
            _isUnanswered = true;
            Unsettle();
        }

        ForgetUnasked();
        return heard;
    }

    /// <summary>
    /// These go out once more although the client has them: a cluster that changed waits for its endpoints, be they the same.
    /// </summary>
    public void Owe(IEnumerable<string> names)
    {
        foreach (var name in names.Where(Interest.Includes)) _owed.Add(name);
        Unsettle();
    }

    public override IMessage Write(Answer answer, string identifier)
    {
        var response = new DiscoveryResponse
        {
            TypeUrl = answer.TypeUrl, VersionInfo = answer.Version, Nonce = answer.Nonce, ControlPlane = new Runtime.Contracts.Envoy.Core.ControlPlane { Identifier = identifier },
        };
        response.Resources.AddRange(answer.Resources.Select(resource => resource.Body));
        return response;
    }

    protected override void OnAccepted() => _good = null;

    protected override Content? Find(ResourceSet set, bool keepRemoved, out bool isHeld)
    {
        isHeld = false;
        if (HasKept(set)) return null;
        return IsWhole ? FindWhole(set, keepRemoved, out isHeld) : FindChanged(set);
    }

    /// <summary>A client that comes back with the current version has all of it: nothing is sent.</summary>
    private bool HasKept(ResourceSet set)
    {
        var kept = _kept;
        _kept = null;
        if (kept is null || kept != ShareVersion.Of(Interest, set)) return false;
        foreach (var resource in Interest.In(set).Where(resource => !_owed.Contains(resource.Name))) Sent[resource.Name] = resource;
        _isUnanswered = false;
        return _owed.Count == 0;
    }

    private Content? FindWhole(ResourceSet set, bool keepRemoved, out bool isHeld)
    {
        List<string> changed = [];
        var (asked, stays) = (0, 0);
        foreach (var resource in Interest.In(set))
        {
            asked++;
            if (!IsSent(resource)) changed.Add(resource.Name);
            if (Sent.ContainsKey(resource.Name)) stays++;
        }

        var gone = Sent.Count - stays;
        isHeld = keepRemoved && gone is > 0 and <= RetainedMax;
        if (changed.Count == 0 && !_isUnanswered && (gone == 0 || isHeld)) return null;
        List<VersionedResource> resources = [.. Interest.In(set)];
        // What a client refused it does not run: it keeps what it accepted before that.
        if (isHeld) resources.AddRange((_good ?? Sent).Values.Where(had => Interest.Includes(had.Name) && !set.ByName.ContainsKey(had.Name)));
        _good ??= Sent;
        Sent = resources.ToDictionary(resource => resource.Name, StringComparer.Ordinal);
        isHeld = isHeld && Sent.Count > asked;
        _isUnanswered = false;
        return new Content(isHeld ? ShareVersion.Of(resources) : ShareVersion.Of(Interest, set), resources, [], changed);
    }

    private Content? FindChanged(ResourceSet set)
    {
        var again = RefusedWithOutdated(set);
        List<VersionedResource> resources = [];
        foreach (var resource in Interest.In(set))
        {
            if (IsSent(resource) && !_owed.Contains(resource.Name) && !again.Contains(resource.Name)) continue;
            resources.Add(resource);
            Sent[resource.Name] = resource;
        }

        _owed.Clear();
        _isUnanswered = false;
        foreach (var name in Sent.Keys.Where(name => !set.ByName.ContainsKey(name)).ToList()) Forget(name);
        if (resources.Count == 0) return null;
        var names = resources.ConvertAll(resource => resource.Name);
        return new Content(Version(set, names), resources, [], names);
    }

    /// <summary>As long as a part of its share is refused, the client's version is no one's: when it comes back it gets that part again.</summary>
    private string Version(ResourceSet set, List<string> sent) =>
        ShareVersion.Of(Interest, set) + (RefusesMoreThan(sent) ? "-in-part" : "");
}
