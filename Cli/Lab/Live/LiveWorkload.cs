using ActorMesh.Cli.Hosting;
using ActorMesh.Cli.Workloads;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.Lab.Running;
using ActorMesh.Lab.Scenarios;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Lab.Live;

/// <summary>A replica's application in a live run: behaves by the same model as in virtual time, over real HTTP.</summary>
/// <param name="arrived">Told of each request.</param>
internal sealed class LiveWorkload(string name, WorkloadModel model, FastRandom random, CalleeClient callees, TimeProvider clock, Action arrived) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _workers = new(model.Workers);
    private ReplicaState _state = ReplicaState.Of(model, []);
    private int _inside;

    public ReplicaState State
    {
        get => Volatile.Read(ref _state);
        set => Volatile.Write(ref _state, value);
    }

    public async Task Answer(HttpContext http)
    {
        var gone = http.RequestAborted;
        try
        {
            if (State.Hangs) await Task.Delay(Timeout.InfiniteTimeSpan, clock, gone);
            if (State.Refuses) http.Abort();
            else if (http.Request.Path == "/healthz") await AnswerHealth(http);
            else await AnswerRequest(http, gone);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // Whoever asked has gone.
        }
    }

    public void Dispose()
    {
        callees.Dispose();
        _workers.Dispose();
    }

    private Task AnswerHealth(HttpContext http) => http.Answer(model.HealthFollowsAnswers ? Draw().Status : StatusCodes.Status200OK, "");

    private async Task AnswerRequest(HttpContext http, CancellationToken gone)
    {
        arrived();
        if (Interlocked.Increment(ref _inside) > model.Workers + model.Queue)
        {
            Interlocked.Decrement(ref _inside);
            await http.Answer(StatusCodes.Status503ServiceUnavailable, $"{name}: the line is full\n");
            return;
        }
        try
        {
            await _workers.WaitAsync(gone);
            try
            {
                await Work(http, gone);
            }
            finally
            {
                _workers.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }

    private async Task Work(HttpContext http, CancellationToken gone)
    {
        var called = await callees.CallAll(http.Request, gone);
        if (called.Failure is { } failure)
        {
            await http.Answer(StatusCodes.Status502BadGateway, $"{name}: {failure}\n");
            return;
        }
        var (latency, status) = Draw();
        if (latency > TimeSpan.Zero) await Task.Delay(latency, clock, gone);
        await http.Answer(status, $"{name}: {status}\n");
    }

    private (TimeSpan Latency, int Status) Draw()
    {
        var state = State;
        lock (_lock)
            return (model.Latency.Draw(random) * state.Slower, random.NextFraction() < state.Errors ? state.ErrorStatus : StatusCodes.Status200OK);
    }
}
