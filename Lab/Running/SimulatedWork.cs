using ActorMesh.DataPlane.Http;

namespace ActorMesh.Lab.Running;

/// <summary>A worker's work on one request: calls first, then its own.</summary>
internal sealed class SimulatedWork(Visit visit, SimulatedReplica replica, EventQueue queue)
{
    private int _called;
    private SimulatedExchange? _call;
    private ScheduledEvent? _answer;
    private bool _isOver;

    public void CallNext()
    {
        if (_called < replica.Callees.Count)
        {
            _call = new SimulatedExchange(replica.Sidecar, replica.Callees[_called++], OnCalled);
            _call.Start();
        }
        else
        {
            _answer = queue.After(replica.DrawLatency(), () => End(replica.DrawAnswer()));
        }
    }

    /// <summary>Whoever asked has gone, and the workload has noticed.</summary>
    public void Stop()
    {
        if (_isOver) return;
        _isOver = true;
        _call?.Cancel();
        _answer?.Cancel();
        replica.Release();
    }

    private void OnCalled(SimulatedAnswer answer)
    {
        if (answer.IsFailure) End(new SimulatedAnswer(502, ResponseFlag.None, answer.IsMarked));
        else CallNext();
    }

    private void End(in SimulatedAnswer answer)
    {
        if (_isOver) return;
        _isOver = true;
        replica.Release();
        visit.Answer(answer);
    }
}
