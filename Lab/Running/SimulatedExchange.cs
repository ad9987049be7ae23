using System.Runtime.InteropServices;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Resilience;
using ActorMesh.DataPlane.Routing.Actions;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.DataPlane.Routing.Retrying;
using ActorMesh.Runtime.Time;

namespace ActorMesh.Lab.Running;

/// <summary>
/// One call through the caller's sidecar, in virtual time. It does per attempt what an exchange of the data plane does, with the same parts: route,
/// budget and tries (<see cref="RetryState"/>), then breaker, thresholds and balancer (<c>AttemptHold</c>), then the network.
/// </summary>
/// <param name="done">Told of the answer, once.</param>
internal sealed class SimulatedExchange(SimulatedSidecar sidecar, string callee, Action<SimulatedAnswer> done)
{
    private readonly EventQueue _queue = sidecar.Queue;
    private readonly RetryState _retries = new();
    private readonly List<EndpointCell> _tried = [];
    private readonly List<SimulatedAttempt> _underWay = [];
    private readonly Instant _start = sidecar.Queue.Now;
    private ForwardAction _forward = null!;
    private SimulatedCluster _cluster = null!;
    private ulong _random;
    private ScheduledEvent? _limit, _next;
    private bool _isOver;

    private int ActiveRequests => _cluster.Upstream.LimitsOf(_forward.Priority) is { } limits ? limits.Requests + limits.Pending : 0;

    private TimeSpan TimeLeft => _forward.Timeout is { } limit ? _start + limit - _queue.Now : Timeout.InfiniteTimeSpan;

    /// <summary>Of one try. Nothing comes of a try before its answer, so silence within it is as long as it takes.</summary>
    private TimeSpan? TryLimit => (_forward.Retries.PerTryTimeout, _forward.Retries.PerTryIdleTimeout) switch
    {
        ({ } whole, { } idle) => whole < idle ? whole : idle,
        var (whole, idle) => whole ?? idle,
    };

    public void Start()
    {
        _random = sidecar.Draws.Next();
        var route = sidecar.RouteTo(callee, _random);
        if (route is not ForwardAction forward)
        {
            Finish(new SimulatedAnswer((route as DirectReply)?.Status ?? 404, ResponseFlag.NoRoute, IsMarked: false));
            return;
        }
        _forward = forward;
        _cluster = sidecar.ClusterOf(forward, _random);
        _retries.Begin(forward.Retries, _cluster.Upstream.RetriesOf(forward.Priority));
        if (forward.Timeout is { } limit) _limit = _queue.AfterUsual(limit, OnTimeout);
        if (Open() is { } refusal)
        {
            GiveUp(refusal);
            return;
        }
        if (forward.Retries.HedgeDelay is { } delay && !_isOver) _next = _queue.After(delay, Hedge);
    }

    /// <summary>Nobody wants the answer any more.</summary>
    public void Cancel()
    {
        if (_isOver) return;
        End();
    }

    /// <returns>Why there is no attempt; null when one is under way.</returns>
    private Refusal? Open()
    {
        var attempt = new SimulatedAttempt(_queue);
        var pick = new PickContext(sidecar.Draws, _random)
        {
            Attempt = _tried.Count, Tried = _forward.Retries.AvoidTried ? CollectionsMarshal.AsSpan(_tried) : default,
        };
        if (attempt.Hold.Take(_cluster.Upstream, _forward.Priority, _retries.TakeAllowance(), pick) is { } refusal) return refusal;
        var replica = _cluster.ReplicaOf(attempt.Hold.Endpoint!);
        sidecar.Record.Attempt(replica, isRetry: _tried.Count > 0);
        _cluster.Sent(callee);
        _tried.Add(attempt.Hold.Endpoint!);
        _underWay.Add(attempt);
        Send(attempt, replica);
        return null;
    }

    private void Send(SimulatedAttempt attempt, SimulatedReplica replica)
    {
        if (replica.State.Refuses)
        {
            _queue.AfterUsual(2 * sidecar.Network, () => OnFailed(attempt, AttemptEnd.ConnectFailed, Refusal.ConnectFailure));
            return;
        }
        var visit = attempt.Visit = new Visit(answer => _queue.AfterUsual(sidecar.Network, () => OnAnswered(attempt, answer)));
        _queue.AfterUsual(sidecar.Network, () => replica.Receive(visit));
        if (TryLimit is { } limit) attempt.Limit = _queue.AfterUsual(limit, () => OnTryTimeout(attempt));
    }

    private void OnAnswered(SimulatedAttempt attempt, in SimulatedAnswer answer)
    {
        if (attempt.IsOver) return;
        var outcome = attempt.Hold.Report(AttemptEnd.Answered, answer.Status, isPassedOn: answer is { Status: >= 500, IsMarked: true });
        _cluster.Reported(attempt.Hold.Endpoint!, outcome);
        var head = AnswerHeads.Of(answer);
        if (IsOthersUnderWay(attempt))
        {
            if (_forward.Retries.Wants(sidecar.Request, outcome, wasSent: true, head)) Drop(attempt);
            else Finish(answer);
            return;
        }
        Follow(attempt, Decide(outcome, wasSent: true, head), answer);
    }

    /// <summary>Nothing came of an attempt.</summary>
    private void OnFailed(SimulatedAttempt attempt, AttemptEnd end, Refusal refusal)
    {
        if (attempt.IsOver) return;
        var outcome = attempt.Hold.Report(end);
        _cluster.Reported(attempt.Hold.Endpoint!, outcome);
        if (IsOthersUnderWay(attempt)) Drop(attempt);
        else Follow(attempt, Decide(outcome, wasSent: end != AttemptEnd.ConnectFailed, answer: null), new SimulatedAnswer(refusal.Status, refusal.Flag, IsMarked: false));
    }

    private RetryDecision Decide(in AttemptOutcome outcome, bool wasSent, ResponseHead? answer)
    {
        if (!_retries.Policy.IsActive) return RetryDecision.NotWanted;
        var decision = _retries.Decide(
            sidecar.Request, outcome, wasSent, canReplay: true, answer, TimeLeft, ActiveRequests, _queue.GetUtcNow(), sidecar.Draws.NextFraction());
        if (decision is { Verdict: RetryVerdict.GaveUp, Flag: ResponseFlag.UpstreamOverflow }) sidecar.Record.RetryRefused(callee);
        return decision;
    }

    private void Follow(SimulatedAttempt attempt, in RetryDecision decision, in SimulatedAnswer answer)
    {
        Drop(attempt);
        if (decision.Verdict == RetryVerdict.Retry)
        {
            _next?.Cancel();
            _next = _queue.After(decision.Wait, TryAgain);
            return;
        }
        Finish(answer with { Flag = answer.Flag | decision.Flag });
    }

    private void TryAgain()
    {
        if (Open() is { } refusal) GiveUp(refusal);
    }

    private void Hedge()
    {
        if (_underWay.Count == 0 || !_retries.Policy.MayRepeat(sidecar.Request) || !_retries.TryHedge(countsAsRetry: false, ActiveRequests)) return;
        _ = Open(); // There are others under way: that there is no replica for this one is no news.
        if (!_isOver && _retries.Hedges < _retries.Policy.HedgesMax) _next = _queue.After(_retries.Policy.HedgeDelay!.Value, Hedge);
    }

    private void OnTryTimeout(SimulatedAttempt attempt)
    {
        if (!attempt.IsOver) OnFailed(attempt, AttemptEnd.TimedOut, Refusal.TryTimeout);
    }

    private void OnTimeout()
    {
        if (_isOver) return;
        foreach (var attempt in _underWay) _cluster.Reported(attempt.Hold.Endpoint!, attempt.Hold.Report(AttemptEnd.TimedOut));
        Finish(new SimulatedAnswer(Refusal.Timeout.Status, Refusal.Timeout.Flag, IsMarked: false));
    }

    /// <summary>There is no attempt to be made, by what all share.</summary>
    private void GiveUp(Refusal refusal)
    {
        if (refusal.Flag == ResponseFlag.UpstreamOverflow && _retries.Policy.IsActive) _retries.GiveUp(refusal.Flag, refusal.Explanation);
        Finish(new SimulatedAnswer(refusal.Status, refusal.Flag, IsMarked: false));
    }

    private void Finish(in SimulatedAnswer answer)
    {
        if (_isOver) return;
        var gaveUp = _retries.GaveUp is not null && _retries.Policy.UsesOriginMark;
        End();
        var final = answer with { IsMarked = answer.Status >= 500 && (answer.IsMarked || gaveUp) };
        sidecar.Record.Called(callee, _start, final);
        done(final);
    }

    private void End()
    {
        _isOver = true;
        _limit?.Cancel();
        _next?.Cancel();
        foreach (var attempt in _underWay.ToArray()) attempt.Drop();
        _underWay.Clear();
        _retries.End();
    }

    private void Drop(SimulatedAttempt attempt)
    {
        attempt.Drop();
        _underWay.Remove(attempt);
    }

    private bool IsOthersUnderWay(SimulatedAttempt attempt) => _underWay.Count > (_underWay.Contains(attempt) ? 1 : 0);
}
