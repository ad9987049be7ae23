using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using ActorMesh.Lab.Running;
using ActorMesh.Lab.Scenarios;
using ActorMesh.Runtime.Time;

namespace ActorMesh.Lab.Measuring;

/// <summary>Notes what happens in a run.</summary>
internal sealed class Recorder(ScenarioVariant variant, EventQueue queue)
{
    private readonly XxHash64 _trace = new();
    private readonly LoadRecord _load = new();
    private readonly Dictionary<string, ServiceRecord> _services = variant.Mesh.Services.ToDictionary(
        service => service.Name, service => new ServiceRecord(service.Name), StringComparer.Ordinal);
    private readonly List<LogEntry> _log = [];

    /// <summary>No request is under way.</summary>
    public bool IsAllAnswered => _load.Answered.Total == _load.Requests.Total;

    /// <summary>A request from outside begins.</summary>
    public void Asked(TimeSpan start)
    {
        _load.Requests.Add(start);
        Trace(TraceKind.Asked, 0, 0);
    }

    /// <summary>A request from outside has its answer.</summary>
    public void Answered(TimeSpan start, in SimulatedAnswer answer)
    {
        _load.Answered.Add(start);
        if (answer.Status < 500) _load.Succeeded.Add(start);
        _load.Durations.Add(start, queue.Elapsed - start);
        _load.Answers.Add(answer.Status, answer.Flag);
        Trace(TraceKind.Answered, answer.Status, (long)answer.Flag);
    }

    /// <summary>A try is sent.</summary>
    public void Attempt(SimulatedReplica replica, bool isRetry)
    {
        var service = _services[replica.Service];
        service.Attempts.Add(queue.Elapsed);
        if (isRetry) service.Retries.Add(queue.Elapsed);
        service.ByReplica[replica.Name] = service.ByReplica.GetValueOrDefault(replica.Name) + 1;
        Trace(TraceKind.Attempt, replica.Number, isRetry ? 1 : 0);
    }

    /// <summary>A retry was wanted and not in the budget.</summary>
    public void RetryRefused(string callee)
    {
        _services[callee].RefusedRetries.Add(queue.Elapsed);
        Trace(TraceKind.RetryRefused, 0, 0);
    }

    /// <summary>A call has its answer.</summary>
    public void Called(string callee, Instant start, in SimulatedAnswer answer)
    {
        _services[callee].Calls.Add(new TimeSpan(start.Ticks), queue.Now - start);
        _services[callee].Answers.Add(answer.Status, answer.Flag);
        Trace(TraceKind.Called, answer.Status, (long)answer.Flag);
    }

    /// <summary>A half-open breaker lets a probe through.</summary>
    /// <param name="count">How many it has let through by now in this period.</param>
    public void Probed(string callee, int count)
    {
        _services[callee].Probes.Add((queue.Elapsed, count));
        Trace(TraceKind.Probed, count, 0);
    }

    /// <summary>Something changed.</summary>
    public void Changed(LogKind kind, string service, string caller, string subject, string state, string text)
    {
        if (queue.Elapsed <= variant.Duration) _log.Add(new LogEntry(queue.Elapsed, kind, service, caller, subject, state, text));
        _trace.Append(Encoding.UTF8.GetBytes($"{caller} {subject} {state}"));
        Trace(TraceKind.Changed, (long)kind, 0);
    }

    public RunRecord End(ulong seed) => new(variant, seed, queue.Happened, $"{_trace.GetCurrentHashAsUInt64():x16}", _load, [.. _services.Values], _log);

    /// <summary>All that happens goes into one number: two runs in which it is the same went the same way.</summary>
    private void Trace(TraceKind kind, long first, long second)
    {
        Span<long> happened = [queue.Elapsed.Ticks, (long)kind, first, second];
        _trace.Append(MemoryMarshal.AsBytes(happened));
    }

    private enum TraceKind
    {
        Asked,
        Answered,
        Attempt,
        RetryRefused,
        Called,
        Probed,
        Changed,
    }
}
