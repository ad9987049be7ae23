using System.Collections.Concurrent;

namespace ActorMesh.Tests.EndToEnd.Rig.Load;

/// <summary>
/// Requests at a fixed rate, whatever becomes of those before: clients that wait for their answers would go easy on a service just when it
/// is slow.
/// </summary>
internal sealed class SteadyLoad : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(2);

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        UseProxy = false, AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null,
    })
    {
        Timeout = TimeSpan.FromSeconds(20),
    };

    private readonly Uri _target;
    private readonly double _perSecond;
    private readonly HttpMethod _method;
    private readonly long _began = TimeProvider.System.GetTimestamp();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<SteadyAnswer> _answers = new();
    private readonly ConcurrentDictionary<int, Task> _underWay = new();
    private readonly Task _sending;

    /// <param name="method">GET by default.</param>
    public SteadyLoad(int port, double perSecond, HttpMethod? method = null)
        : this(new Uri($"http://127.0.0.1:{port}/steady"), perSecond, method)
    {
    }

    /// <inheritdoc cref="SteadyLoad(int, double, HttpMethod)"/>
    public SteadyLoad(Uri target, double perSecond, HttpMethod? method = null)
    {
        (_target, _perSecond, _method) = (target, perSecond, method ?? HttpMethod.Get);
        _sending = Task.Run(SendAll);
    }

    /// <summary>Since it began.</summary>
    public TimeSpan Now => TimeProvider.System.GetElapsedTime(_began);

    /// <summary>Of the requests that have ended so far.</summary>
    public SteadyAnswers Answers => new([.. _answers]);

    /// <summary>Waits until so many more requests have ended.</summary>
    public Task Answered(int more)
    {
        var goal = _answers.Count + more;
        return Eventually.Holds($"{more} more requests have ended", () => _answers.Count >= goal, TimeSpan.FromSeconds(25));
    }

    /// <summary>Sends no more, waits for what is under way, and returns all answers.</summary>
    public async Task<SteadyAnswers> Stop()
    {
        await _stop.CancelAsync();
        await _sending;
        await Task.WhenAll(_underWay.Values);
        return Answers;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task SendAll()
    {
        using var timer = new PeriodicTimer(LookEvery);
        for (var sent = 0; !_stop.IsCancellationRequested; await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            for (; !_stop.IsCancellationRequested && sent < Now.TotalSeconds * _perSecond; sent++) Send(sent);
        }
    }

    private void Send(int number)
    {
        var task = Ask(TimeSpan.FromSeconds(number / _perSecond));
        if (task.IsCompleted) return;
        _underWay[number] = task;
        _ = task.ContinueWith(
            _ => _underWay.TryRemove(number, out var _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task Ask(TimeSpan due)
    {
        var (status, flags) = (0, "");
        try
        {
            using var request = new HttpRequestMessage(_method, _target);
            using var answer = await _client.SendAsync(request);
            (status, flags) = ((int)answer.StatusCode, answer.Headers.TryGetValues("x-actormesh-flags", out var values) ? string.Join(',', values) : "");
        }
        catch (Exception none) when (none is HttpRequestException or OperationCanceledException)
        {
            // It stays at status 0, which counts as a failure.
            flags = none.GetBaseException().Message;
        }

        _answers.Enqueue(new SteadyAnswer(due, Now - due, status, flags));
    }
}
