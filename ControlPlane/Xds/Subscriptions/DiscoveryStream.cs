using ActorMesh.ControlPlane.Fleet;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.Runtime.Contracts.Envoy.Discovery;
using ActorMesh.Runtime.Time;
using Google.Protobuf;
using Grpc.Core;

namespace ActorMesh.ControlPlane.Xds.Subscriptions;

/// <summary>
/// All types of one stream, in the order that breaks no request: clusters and endpoints, then listeners, then routes once those are accepted,
/// and only then what routes have left is taken away.
/// </summary>
/// <remarks>
/// Endpoints follow clusters without waiting for an acknowledgement: a client may acknowledge a cluster when it is warm, and it warms by its
/// endpoints.
/// </remarks>
public sealed class DiscoveryStream(TimeProvider clock)
{
    /// <summary>How long an answer may wait for one of an earlier type to be judged.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Requests that no answer caused, all types together.</summary>
    public const int RequestsMax = 100;

    /// <summary>How many of them come back.</summary>
    public const double RequestsPerSecond = 10;

    private readonly RequestBucket _requests = new(RequestsMax, RequestsPerSecond);
    private readonly Dictionary<string, Subscription> _types = new(StringComparer.Ordinal);
    private readonly Instant _settling = clock.Now + Patience;

    /// <summary>By type URL; a copy.</summary>
    public IReadOnlyDictionary<string, TypeState> States => _types.ToDictionary(type => type.Key, type => type.Value.State, StringComparer.Ordinal);

    /// <summary>When to call <see cref="Next"/> again although nothing was heard; null for never.</summary>
    public Instant? HeldUntil { get; private set; }

    /// <summary>A client that comes back and names the current version of a type has exactly that, and is not sent it again.</summary>
    public bool BelievesVersions { get; set; }

    /// <exception cref="StreamRefusedException">The client asks for too much, or too often.</exception>
    public Heard Hear(DiscoveryRequest request)
    {
        if (!IsServed(request.TypeUrl)) return Ignore(request.TypeUrl, request.ResponseNonce);
        if (!_types.TryGetValue(request.TypeUrl, out var type)) _types[request.TypeUrl] = type = Begin(request.TypeUrl);
        return Count(((StateSubscription)type).Hear(request, clock));
    }

    /// <exception cref="StreamRefusedException">The client asks for too much, or too often.</exception>
    public Heard Hear(DeltaDiscoveryRequest request)
    {
        if (!IsServed(request.TypeUrl)) return Ignore(request.TypeUrl, request.ResponseNonce);
        if (!_types.TryGetValue(request.TypeUrl, out var type)) _types[request.TypeUrl] = type = new DeltaSubscription(request.TypeUrl);
        return Count(((DeltaSubscription)type).Hear(request, clock));
    }

    /// <summary>What is to go out now, in this order.</summary>
    /// <param name="secrets">The same for all clients. They wait for nothing, and nothing waits for them.</param>
    public IReadOnlyList<Answer> Next(WorkloadResources resources, ResourceSet? secrets = null)
    {
        List<Answer> answers = [];
        HeldUntil = null;
        if (secrets is not null && _types.GetValueOrDefault(ResourceTypes.Secret)?.Next(secrets, resources.Version, clock, keepRemoved: false) is { } trust) answers.Add(trust);
        Add(answers, ResourceTypes.Cluster, resources, keepRemoved: true);
        Add(answers, ResourceTypes.Endpoints, resources, keepRemoved: true);
        if (Awaits(ResourceTypes.Cluster) | Awaits(ResourceTypes.Endpoints)) return answers;
        Add(answers, ResourceTypes.Listener, resources, keepRemoved: false);
        if (Awaits(ResourceTypes.Listener)) return answers;
        Add(answers, ResourceTypes.Route, resources, keepRemoved: false);
        if (!IsInForce(ResourceTypes.Listener) | !IsInForce(ResourceTypes.Route)) return answers;
        Add(answers, ResourceTypes.Cluster, resources, keepRemoved: false);
        Add(answers, ResourceTypes.Endpoints, resources, keepRemoved: false);
        return answers;
    }

    /// <summary>As it goes over the wire.</summary>
    public IMessage Write(Answer answer, string identifier) => _types[answer.TypeUrl].Write(answer, identifier);

    private static bool IsServed(string typeUrl)
    {
        if (typeUrl.Length == 0)
            throw new StreamRefusedException(StatusCode.InvalidArgument, "the request has no type_url; an aggregated stream carries all types, so each request names its own");
        return ResourceTypes.Served.Contains(typeUrl, StringComparer.Ordinal);
    }

    /// <summary>A client that comes back has its endpoints still, but needs them again when its clusters are new to it.</summary>
    private StateSubscription Begin(string typeUrl)
    {
        var mayHaveKept = BelievesVersions && (typeUrl != ResourceTypes.Endpoints || _types.GetValueOrDefault(ResourceTypes.Cluster)?.HasAnswered != true);
        return new StateSubscription(typeUrl, mayHaveKept);
    }

    private void Add(List<Answer> answers, string typeUrl, WorkloadResources resources, bool keepRemoved)
    {
        if (!_types.TryGetValue(typeUrl, out var type) || type.Next(resources.Of(typeUrl)!, resources.Version, clock, keepRemoved) is not { } answer) return;
        answers.Add(answer);
        if (typeUrl == ResourceTypes.Cluster && _types.GetValueOrDefault(ResourceTypes.Endpoints) is StateSubscription endpoints) endpoints.Owe(answer.Changed);
    }

    /// <summary>Whether what comes after it must wait, and until when.</summary>
    private bool Awaits(string typeUrl)
    {
        if (_types.GetValueOrDefault(typeUrl)?.AwaitedSince is not { } since) return false;
        var end = since + Patience;
        if (end <= clock.Now) return false;
        HeldUntil = HeldUntil is { } other && other < end ? other : end;
        return true;
    }

    /// <summary>
    /// Whether the client runs the newest of it. One that refused its routes still runs the old ones, and they need what they point at; one
    /// that has just come back may have old ones of which it has not spoken yet.
    /// </summary>
    private bool IsInForce(string typeUrl)
    {
        if (_types.TryGetValue(typeUrl, out var type)) return type.AwaitedSince is null && !type.IsRefused;
        if (_settling <= clock.Now) return true;
        HeldUntil = _settling;
        return false;
    }

    private Heard Ignore(string typeUrl, string nonce) => Count(new Heard(typeUrl, false, nonce.Length == 0 ? Reply.None : Reply.Stale, TimeSpan.Zero, null));

    private Heard Count(Heard heard)
    {
        if (heard.Reply is Reply.Accepted or Reply.Refused || _requests.TryTake(clock.Now, out var wait)) return heard;
        throw new StreamRefusedException(
            StatusCode.ResourceExhausted,
            $"more than {RequestsMax} requests at once, or {RequestsPerSecond} a second; ask for all names of a type in one request, and again in {Math.Ceiling(wait.TotalMilliseconds)} ms");
    }
}
