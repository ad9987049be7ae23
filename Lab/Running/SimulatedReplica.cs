using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Http;
using ActorMesh.Lab.Scenarios;

namespace ActorMesh.Lab.Running;

/// <summary>
/// One replica of a workload: a few workers and a line in front of them. For each request it calls all callees one after the other, works, and
/// answers; a callee that fails makes its answer a 502.
/// </summary>
internal sealed class SimulatedReplica
{
    private readonly WorkloadModel _model;
    private readonly EventQueue _queue;
    private readonly FastRandom _random;
    private readonly Queue<Visit> _line = new();

    /// <param name="number">From 1.</param>
    /// <param name="callees">In the order of the calls.</param>
    public SimulatedReplica(string service, int number, IReadOnlyList<string> callees, WorkloadModel model, EventQueue queue, FastRandom random)
    {
        (Service, Number, Name, Callees) = (service, number, $"{service}-{number}", callees);
        (_model, _queue, _random) = (model, queue, random);
        State = ReplicaState.Of(model, []);
    }

    public string Service { get; }

    public int Number { get; }

    /// <summary>As in <c>stock-2</c>.</summary>
    public string Name { get; }

    public IReadOnlyList<string> Callees { get; }

    /// <summary>The replica's own, on its way in and out. Set once, before the first request.</summary>
    public SimulatedSidecar Sidecar { get; set; } = null!;

    public ReplicaState State { get; set; }

    /// <summary>Tries that were sent to it.</summary>
    public long Attempts { get; set; }

    /// <summary>Requests that it works on.</summary>
    public int Busy { get; private set; }

    /// <summary>Requests in line.</summary>
    public int Waiting { get; private set; }

    /// <summary>A request comes from another sidecar: it passes the replica's own first.</summary>
    public void Receive(Visit visit)
    {
        if (State.Hangs) return;
        var (refusal, delay) = Sidecar.Admit();
        if (delay > TimeSpan.Zero) _queue.After(delay, () => Enter(visit, refusal));
        else Enter(visit, refusal);
    }

    /// <summary>A request reaches the application.</summary>
    public void Serve(Visit visit)
    {
        if (Busy < _model.Workers) Work(visit);
        else if (Waiting < _model.Queue) StandInLine(visit);
        else visit.Answer(new SimulatedAnswer(503, ResponseFlag.None, IsMarked: false));
    }

    /// <summary>What its health endpoint says; null when nothing comes.</summary>
    public bool? Health()
    {
        if (State.Hangs) return null;
        return !State.Refuses && !(_model.HealthFollowsAnswers && _random.NextFraction() < State.Errors);
    }

    public TimeSpan DrawLatency() => _model.Latency.Draw(_random) * State.Slower;

    public SimulatedAnswer DrawAnswer() =>
        State.Errors > 0 && _random.NextFraction() < State.Errors ? new SimulatedAnswer(State.ErrorStatus, ResponseFlag.None, IsMarked: false) : SimulatedAnswer.Good;

    /// <summary>A worker is free: whoever stands first in line is next.</summary>
    public void Release()
    {
        Busy--;
        while (Busy < _model.Workers && _line.TryDequeue(out var next))
        {
            if (_model.StopsWhenLeft && next.IsLeft) continue;
            Waiting--;
            Work(next);
        }
    }

    private void Enter(Visit visit, SimulatedAnswer? refusal)
    {
        if (refusal is { } own) visit.Answer(own);
        else Serve(visit);
    }

    private void StandInLine(Visit visit)
    {
        Waiting++;
        _line.Enqueue(visit);
        if (_model.StopsWhenLeft) visit.OnLeft = () => Waiting--;
    }

    private void Work(Visit visit)
    {
        Busy++;
        var work = new SimulatedWork(visit, this, _queue);
        if (_model.StopsWhenLeft) visit.OnLeft = work.Stop;
        work.CallNext();
    }
}
