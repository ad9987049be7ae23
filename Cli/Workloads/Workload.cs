using System.Globalization;
using ActorMesh.Cli.Hosting;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Workloads;

/// <summary>A tiny service for demos and trials: says who it is and what it got, as slowly and as badly as it is told.</summary>
/// <param name="callees">Called before each answer; null for none.</param>
/// <param name="random">Decides on jitter and errors. Used under a lock, so it need not be safe for threads.</param>
internal sealed class Workload(string name, WorkloadBehaviour behaviour, Random random, TimeProvider clock, CalleeClient? callees = null)
{
    private const string ControlPath = "/_workload";

    /// <summary>On answers of <see cref="ControlPath"/>: requests that came so far, those to it and to <c>/healthz</c> aside.</summary>
    private const string RequestsHeader = "x-workload-requests";

    private readonly Lock _lock = new();
    private long _requests;
    private volatile WorkloadBehaviour _behaviour = behaviour;

    public string Name => name;

    public Task Answer(HttpContext http)
    {
        http.Response.Headers["x-workload"] = name;
        return http.Request.Path.Value switch
        {
            "/healthz" => http.Answer(StatusCodes.Status200OK, "ok\n"),
            ControlPath => AnswerControl(http),
            _ => AnswerRequest(http),
        };
    }

    private Task AnswerControl(HttpContext http)
    {
        http.Response.Headers[RequestsHeader] = Interlocked.Read(ref _requests).ToString(CultureInfo.InvariantCulture);
        if (HttpMethods.IsPost(http.Request.Method))
        {
            var changes = http.Request.Query.SelectMany(pair => pair.Value, (pair, value) => (pair.Key, value ?? ""));
            var changed = _behaviour.With(changes, out var problem);
            if (problem.Length > 0) return http.Answer(StatusCodes.Status400BadRequest, $"{problem}\n");
            _behaviour = changed;
        }
        else if (!HttpMethods.IsGet(http.Request.Method))
        {
            return http.Answer(StatusCodes.Status405MethodNotAllowed, $"GET {ControlPath} shows, POST {ControlPath}?latency=200ms&errors=10% changes\n");
        }
        return http.Answer(StatusCodes.Status200OK, $"{name}: {_behaviour}\n");
    }

    private async Task AnswerRequest(HttpContext http)
    {
        Interlocked.Increment(ref _requests);
        var present = _behaviour;
        var (delay, fails) = Draw(present);
        var called = CallResult.Nothing;
        try
        {
            if (callees is not null) called = await callees.CallAll(http.Request, http.RequestAborted);
            if (delay > TimeSpan.Zero) await Task.Delay(delay, clock, http.RequestAborted);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        var (status, note) = Outcome(present, fails, called);
        await http.Answer(status, $"{name}: {http.Request.Method} {http.Request.Path}{http.Request.QueryString}{note}\n{called.Tree}");
    }

    private static (int Status, string Note) Outcome(WorkloadBehaviour present, bool fails, CallResult called)
    {
        if (called.Failure is { } failure) return (StatusCodes.Status502BadGateway, $" (502: {failure})");
        return fails ? (present.ErrorStatus, $" ({present.ErrorStatus} on purpose)") : (StatusCodes.Status200OK, "");
    }

    private (TimeSpan Delay, bool Fails) Draw(WorkloadBehaviour present)
    {
        if (present is { Jitter.Ticks: 0, ErrorShare: 0 }) return (present.Latency, false);
        lock (_lock) return (present.Delay(random.NextDouble()), random.NextDouble() < present.ErrorShare);
    }
}
