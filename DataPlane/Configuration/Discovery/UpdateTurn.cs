using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using Akka.Actor;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>
/// Whose turn it is: one configuration is brought into force at a time, and whoever asked for one is answered when it is that one's turn.
/// </summary>
internal sealed class UpdateTurn
{
    private readonly List<IActorRef> _waiting = [];
    private readonly List<IActorRef> _served = [];
    private Bootstrap? _failed;

    public Bootstrap? InForce { get; private set; }

    /// <summary>Whether one is on its way.</summary>
    public bool IsApplying { get; private set; }

    /// <summary>Whether somebody asked for the one that is on its way.</summary>
    public bool IsAsked => _served.Count > 0;

    /// <summary>Wants to know what becomes of the next one.</summary>
    public void Wait(IActorRef asker) => _waiting.Add(asker);

    /// <summary>It is nobody's turn yet.</summary>
    public void Refuse(Exception problem)
    {
        foreach (var asker in _waiting) asker.Tell(new Status.Failure(problem));
        _waiting.Clear();
    }

    /// <returns>Whether it is to be brought into force: nothing else is on its way, and it neither runs already nor was found a moment ago not to run.</returns>
    public bool Begin(Bootstrap whole)
    {
        if (IsApplying || (_waiting.Count == 0 && (IsSame(whole, InForce) || IsSame(whole, _failed)))) return false;
        _served.AddRange(_waiting);
        _waiting.Clear();
        return IsApplying = true;
    }

    public void Succeed(Bootstrap whole, SidecarActor.Message.Applied change)
    {
        (InForce, _failed) = (whole, null);
        Answer(change);
    }

    public void Fail(Bootstrap whole, Exception problem)
    {
        _failed = whole;
        Answer(new Status.Failure(problem));
    }

    /// <summary>It goes on without what stood in its way: whoever waits for it waits on.</summary>
    public void Again()
    {
        IsApplying = false;
        _waiting.InsertRange(0, _served);
        _served.Clear();
    }

    /// <summary>What was found not to run may be tried again.</summary>
    public void Release() => _failed = null;

    private void Answer(object answer)
    {
        IsApplying = false;
        foreach (var asker in _served) asker.Tell(answer);
        _served.Clear();
    }

    private static bool IsSame(Bootstrap whole, Bootstrap? other) =>
        other is { } before
        && before.StaticResources.Clusters.SequenceEqual(whole.StaticResources.Clusters, ReferenceEqualityComparer.Instance)
        && before.StaticResources.Listeners.SequenceEqual(whole.StaticResources.Listeners, ReferenceEqualityComparer.Instance);
}
