using ActorMesh.Cli.Traffic;
using ActorMesh.DataPlane.Http;
using ActorMesh.Lab.Measuring;
using ActorMesh.Lab.Scenarios;

namespace ActorMesh.Cli.Lab.Live;

/// <summary>Sends the load of a scenario over real HTTP: evenly, and without waiting for answers.</summary>
internal sealed class LiveLoad(ScenarioVariant variant, IReadOnlyList<Uri> targets, LoadRecord record, Lock recordLock, HttpMessageInvoker client, TimeProvider clock)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5), AnswerLimit = TimeSpan.FromSeconds(30);

    private int _underWay;
    private long _sent;

    /// <summary>Runs for as long as the scenario does, then until what is under way has ended.</summary>
    /// <param name="began">The start of the run.</param>
    public async Task Run(long began, CancellationToken stop)
    {
        // The factor of the timeline changes the rate, so each stretch of it has a schedule of its own.
        var (schedule, factor, since) = (Schedule(1), 1.0, TimeSpan.Zero);
        for (var elapsed = clock.GetElapsedTime(began); elapsed < variant.Duration && !stop.IsCancellationRequested; elapsed = clock.GetElapsedTime(began))
        {
            var now = elapsed;
            var present = variant.Timeline.Where(fault => fault.IsOn(now)).Aggregate(1.0, (product, fault) => product * fault.Load);
            if (present != factor) (schedule, factor, since) = (Schedule(present), present, elapsed);
            for (var due = schedule?.TakeDue(elapsed - since) ?? 0; due > 0; due--) _ = Send(elapsed, began, stop);
            await Task.Delay(LookEvery, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (Volatile.Read(ref _underWay) > 0 && !stop.IsCancellationRequested) await Task.Delay(LookEvery, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private TrafficSchedule? Schedule(double factor) => factor > 0 ? new TrafficSchedule(variant.Load.Rate * factor) : null;

    private async Task Send(TimeSpan start, long began, CancellationToken stop)
    {
        Interlocked.Increment(ref _underWay);
        lock (recordLock) record.Requests.Add(start);
        var status = 0;
        try
        {
            using var limit = new CancellationTokenSource(AnswerLimit, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
            using var request = new HttpRequestMessage(new System.Net.Http.HttpMethod(variant.Load.Method), new Uri(targets[(int)(Interlocked.Increment(ref _sent) % targets.Count)], variant.Load.Path));
            // By it the sidecars on both sides of an application know a request again.
            request.Headers.Add("x-request-id", Guid.NewGuid().ToString());
            using var answer = await client.SendAsync(request, either.Token);
            await answer.Content.CopyToAsync(Stream.Null, either.Token);
            status = (int)answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            // Without an answer.
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
        if (status > 0) Note(start, clock.GetElapsedTime(began), status);
    }

    private void Note(TimeSpan start, TimeSpan end, int status)
    {
        lock (recordLock)
        {
            record.Answered.Add(start);
            if (status < 500) record.Succeeded.Add(start);
            record.Durations.Add(start, end - start);
            record.Answers.Add(status, ResponseFlag.None);
        }
    }
}
