using System.Globalization;
using ActorMesh.ControlPlane.Fleet;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.Runtime.Time;
using Google.Protobuf;

namespace ActorMesh.ControlPlane.Xds.Subscriptions;

/// <summary>
/// One type of resource on one stream: what the client asks for, has been sent, and said of it. At most one answer is on its way; what was
/// sent is not sent again until it changes, whether it was accepted or refused.
/// </summary>
public abstract class Subscription(string typeUrl)
{
    /// <summary>Characters of a client's reason that are kept.</summary>
    public const int RefusalLengthMax = 2_000;

    private readonly RefusedNames _refused = new();
    private Answer? _latest;
    private string? _settled;
    private long _nonces;

    public string TypeUrl => typeUrl;

    public TypeState State { get; private set; } = new(0, 0, null, default);

    /// <summary>When the answer went out that the client has not judged yet; null when there is none.</summary>
    public Instant? AwaitedSince { get; private set; }

    /// <summary>The client does not run what it was last sent, or not all of it.</summary>
    public bool IsRefused => State.Refusal is not null;

    /// <summary>Whether an answer has gone out.</summary>
    public bool HasAnswered => _nonces > 0;

    /// <summary>Answers carry all of it, and what is missing is gone; other types say only what changed.</summary>
    protected bool IsWhole { get; } = typeUrl is ResourceTypes.Listener or ResourceTypes.Cluster;

    protected Interest Interest { get; } = new(typeUrl is ResourceTypes.Listener or ResourceTypes.Cluster);

    /// <summary>By name: what the client has or has refused.</summary>
    protected Dictionary<string, VersionedResource> Sent { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Whether a request of this type has come.</summary>
    protected bool IsAsked { get; private set; }

    /// <summary>The next answer, if the client is to have one now.</summary>
    /// <param name="mesh">Version of the mesh that <paramref name="set"/> is of.</param>
    /// <param name="keepRemoved">What is gone is not taken away yet.</param>
    public Answer? Next(ResourceSet set, long mesh, TimeProvider clock, bool keepRemoved)
    {
        if (AwaitedSince is not null || !IsAsked) return null;
        if (_settled == set.Version)
        {
            Settle(mesh, clock);
            return null;
        }

        if (Find(set, keepRemoved, out var isHeld) is not { } content)
        {
            if (isHeld) return null;
            _settled = set.Version;
            Settle(mesh, clock);
            return null;
        }

        _latest = new Answer(typeUrl, content.Version, (++_nonces).ToString(CultureInfo.InvariantCulture), content.Resources, content.Removed, content.Changed);
        AwaitedSince = clock.Now;
        _refused.RemoveWhere(name => CoversAll || !set.ByName.ContainsKey(name));
        _refused.Remove(NamesOf(_latest));
        _settled = isHeld || _refused.HasOutdated ? null : set.Version;
        State = new TypeState(mesh, State.Acknowledged, _refused.IsEmpty ? null : State.Refusal, clock.GetUtcNow());
        return _latest;
    }

    /// <summary>As it goes over the wire.</summary>
    /// <param name="identifier">Who answers.</param>
    public abstract IMessage Write(Answer answer, string identifier);

    /// <summary>Whether each answer carries all that the client is to have.</summary>
    protected abstract bool CoversAll { get; }

    /// <summary>What the client lacks.</summary>
    /// <param name="isHeld">Something is to be taken away later.</param>
    protected abstract Content? Find(ResourceSet set, bool keepRemoved, out bool isHeld);

    /// <summary>Notes what a request says of the answers before it.</summary>
    /// <param name="version">The version that it says it has; null where requests say none.</param>
    /// <param name="error">The client's reason not to take the answer; null for none. It alone decides.</param>
    protected Heard Judge(string nonce, string? version, string? error, TimeProvider clock)
    {
        if (!IsAsked) Unsettle();
        IsAsked = true;
        if (nonce.Length == 0 || _latest is null) return Say(Reply.None);
        if (nonce != _latest.Nonce) return Say(Reply.Stale);
        // What it refused it may run later after all: then it says so of the same answer. A change of names looks the same where names are asked for.
        var isWithdrawn = AwaitedSince is null && error is null && IsRefused && (version is null || (IsWhole && version == _latest.Version));
        if (isWithdrawn) _refused.Withdraw(_latest.Nonce);
        else if (AwaitedSince is null && (error is null || IsRefused)) return Say(Reply.Repeated);
        var after = AwaitedSince is { } since ? clock.Now - since : TimeSpan.Zero;
        AwaitedSince = null;
        if (error is not null) return Refuse(error, after, clock);
        if (_refused.IsEmpty) State = new TypeState(State.Sent, State.Sent, null, clock.GetUtcNow());
        OnAccepted();
        return new Heard(typeUrl, true, Reply.Accepted, after, null);
    }

    protected virtual void OnAccepted()
    {
    }

    /// <summary>
    /// What the client refused together with something that is another now. It said no to an answer and not to a resource, so the rest of that
    /// answer goes out again too.
    /// </summary>
    protected HashSet<string> RefusedWithOutdated(ResourceSet set) =>
        _refused.TogetherWith(name => !set.ByName.TryGetValue(name, out var resource) || !IsSent(resource));

    /// <summary>Whether the client refuses anything else than these.</summary>
    protected bool RefusesMoreThan(IEnumerable<string> names) => !_refused.IsWithin(names);

    /// <summary>The client does not ask for it any more, or it is gone.</summary>
    protected void Forget(string name)
    {
        Sent.Remove(name);
        if (!_refused.Remove([name])) return;
        Unsettle();
        if (_refused.IsEmpty && AwaitedSince is null) State = State with { Refusal = null };
    }

    protected void ForgetUnasked()
    {
        if (Interest.IsAll) return;
        foreach (var name in Sent.Keys.Where(name => !Interest.Includes(name)).ToList()) Forget(name);
    }

    /// <summary>What was decided before is looked at again.</summary>
    protected void Unsettle() => _settled = null;

    protected bool IsSent(VersionedResource resource) => Sent.TryGetValue(resource.Name, out var sent) && sent.Version == resource.Version;

    private static IEnumerable<string> NamesOf(Answer answer) => answer.Resources.Select(resource => resource.Name).Concat(answer.Removed);

    private Heard Refuse(string error, TimeSpan after, TimeProvider clock)
    {
        var reason = error.Length == 0 ? "no reason given" : error.Length > RefusalLengthMax ? error[..RefusalLengthMax] : error;
        List<string> asked = [.. _latest!.Resources.Select(resource => resource.Name).Where(Sent.ContainsKey)];
        _refused.Add(_latest.Nonce, asked);
        if (asked.Count < _latest.Resources.Count) _refused.Outdate(_latest.Nonce);
        Unsettle();
        // What it does not ask for any more it may refuse as it likes.
        var isMoot = _refused.IsEmpty && _latest.Resources.Count > 0;
        State = isMoot ? new TypeState(State.Sent, State.Sent, null, clock.GetUtcNow()) : State with { Refusal = new TypeRefusal(State.Sent, reason), At = clock.GetUtcNow() };
        return new Heard(typeUrl, true, Reply.Refused, after, reason);
    }

    private Heard Say(Reply reply) => new(typeUrl, true, reply, TimeSpan.Zero, null);

    private void Settle(long mesh, TimeProvider clock)
    {
        if (State.Sent == mesh && (IsRefused || State.Acknowledged == mesh)) return;
        State = new TypeState(mesh, IsRefused ? State.Acknowledged : mesh, State.Refusal, clock.GetUtcNow());
    }
}
