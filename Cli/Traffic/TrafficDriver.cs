namespace ActorMesh.Cli.Traffic;

/// <summary>Sends requests at a fixed rate, each target in turn, without waiting for answers.</summary>
/// <param name="targets">At least one.</param>
/// <param name="underWayMax">What becomes due beyond that is counted as late.</param>
internal sealed class TrafficDriver(
    IReadOnlyList<TrafficTarget> targets, TrafficRate rate, HttpMessageInvoker client, TimeProvider clock, int underWayMax = 256)
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10), LookEvery = TimeSpan.FromMilliseconds(10);

    private readonly Lock _lock = new();
    private long _begun, _ok, _failed, _late;
    private int _underWay;

    public TrafficCount Count => new(Volatile.Read(ref _ok), Volatile.Read(ref _failed), Volatile.Read(ref _late));

    public TrafficRate Rate => rate;

    public IReadOnlyList<TrafficTarget> Targets => targets;

    /// <summary>Believes any certificate: it speaks to ports of this machine alone, whose certificates are for the names that others know them by.</summary>
    public static SocketsHttpHandler Handler() => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        SslOptions = { RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null },
    };

    /// <summary>Runs until it is stopped, then until what is under way has ended.</summary>
    public async Task Run(CancellationToken stop)
    {
        var schedule = new TrafficSchedule(rate.PerSecond);
        var began = clock.GetTimestamp();
        Look();
        await using (clock.CreateTimer(_ => Look(), null, LookEvery, LookEvery))
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (Volatile.Read(ref _underWay) > 0) await Task.Delay(LookEvery, clock, CancellationToken.None);

        void Look()
        {
            lock (_lock)
                for (var due = schedule.TakeDue(clock.GetElapsedTime(began)); due > 0 && !stop.IsCancellationRequested; due--) Begin();
        }
    }

    private void Begin()
    {
        if (Volatile.Read(ref _underWay) >= underWayMax)
        {
            Interlocked.Increment(ref _late);
            return;
        }
        Interlocked.Increment(ref _underWay);
        _ = Send(targets[(int)(_begun++ % targets.Count)]);
    }

    private async Task Send(TrafficTarget target)
    {
        try
        {
            using var limit = new CancellationTokenSource(AnswerLimit, clock);
            using var request = new HttpRequestMessage(HttpMethod.Get, target.Address);
            request.Headers.Host = target.Host;
            using var answer = await client.SendAsync(request, limit.Token);
            await answer.Content.CopyToAsync(Stream.Null, limit.Token);
            Interlocked.Increment(ref (int)answer.StatusCode < 400 ? ref _ok : ref _failed);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            Interlocked.Increment(ref _failed);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }
}
