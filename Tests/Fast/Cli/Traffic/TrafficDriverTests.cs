using System.Net;
using System.Net.Http;
using ActorMesh.Cli.Traffic;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Traffic;

public sealed class TrafficDriverTests : IDisposable
{
    private static readonly TrafficTarget Target = new(new Uri("http://127.0.0.1:8000/shop"), "shop.example");

    private readonly FakeTimeProvider _clock = new();
    private readonly Wire _wire = new();
    private readonly HttpMessageInvoker _client;
    private readonly CancellationTokenSource _stop = new();

    public TrafficDriverTests() => _client = new HttpMessageInvoker(_wire);

    [Fact]
    public async Task It_sends_at_its_rate_whether_or_not_answers_come()
    {
        var driver = Driver();
        var running = driver.Run(_stop.Token);
        Pass(seconds: 2);
        Assert.Equal(21, _wire.Asked.Count);
        Assert.Equal(new TrafficCount(0, 0, 0), driver.Count);
        _wire.AnswerAll(HttpStatusCode.OK);
        await End(running);
        Assert.Equal(new TrafficCount(21, 0, 0), driver.Count);
    }

    [Fact]
    public async Task Answers_are_told_from_failures()
    {
        var driver = Driver();
        var running = driver.Run(_stop.Token);
        Pass(seconds: 0.3);
        Assert.Equal(4, _wire.Asked.Count);
        _wire.Answer(0, HttpStatusCode.Redirect);
        _wire.Answer(1, HttpStatusCode.NotFound);
        _wire.Answer(2, HttpStatusCode.ServiceUnavailable);
        _wire.Fail(3);
        await End(running);
        Assert.Equal(new TrafficCount(1, 3, 0), driver.Count);
    }

    [Fact]
    public async Task What_becomes_due_while_too_many_are_under_way_is_late()
    {
        var driver = Driver(underWayMax: 5);
        var running = driver.Run(_stop.Token);
        Pass(seconds: 1);
        Assert.Equal((5, 6L), (_wire.Asked.Count, driver.Count.Late));
        _wire.AnswerAll(HttpStatusCode.OK);
        await End(running);
        Assert.False(driver.Count.IsClean);
    }

    [Fact]
    public async Task An_answer_that_never_comes_is_a_failure()
    {
        var driver = Driver();
        var running = driver.Run(_stop.Token);
        await _stop.CancelAsync();
        Pass(seconds: 10.1);
        await End(running);
        Assert.Equal(new TrafficCount(0, 1, 0), driver.Count);
    }

    [Fact]
    public async Task Targets_take_turns_and_get_the_host_they_are_known_by()
    {
        var other = new TrafficTarget(new Uri("http://127.0.0.1:8001/"), null);
        var running = new TrafficDriver([Target, other], new TrafficRate(10), _client, _clock).Run(_stop.Token);
        Pass(seconds: 0.2);
        Assert.Equal(
            ["http://127.0.0.1:8000/shop shop.example", "http://127.0.0.1:8001/ ", "http://127.0.0.1:8000/shop shop.example"],
            _wire.Asked.Select(one => $"{one.RequestUri} {one.Headers.Host}"));
        _wire.AnswerAll(HttpStatusCode.OK);
        await End(running);
    }

    public void Dispose()
    {
        _client.Dispose();
        _stop.Dispose();
    }

    private TrafficDriver Driver(int underWayMax = 1000) => new([Target], new TrafficRate(10), _client, _clock, underWayMax);

    private void Pass(double seconds)
    {
        for (var step = 0; step < seconds * 100; step++) _clock.Advance(TimeSpan.FromMilliseconds(10));
    }

    private async Task End(Task running)
    {
        await _stop.CancelAsync();
        while (!running.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }
        await running;
    }

    private sealed class Wire : HttpMessageHandler
    {
        private readonly List<TaskCompletionSource<HttpResponseMessage>> _answers = [];

        public List<HttpRequestMessage> Asked { get; } = [];

        public void Answer(int index, HttpStatusCode status) => _answers[index].SetResult(new HttpResponseMessage(status));

        public void AnswerAll(HttpStatusCode status)
        {
            foreach (var answer in _answers.ToList()) answer.TrySetResult(new HttpResponseMessage(status));
        }

        public void Fail(int index) => _answers[index].SetException(new HttpRequestException("refused"));

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = new TaskCompletionSource<HttpResponseMessage>();
            Asked.Add(request);
            _answers.Add(answer);
            return answer.Task.WaitAsync(cancellationToken);
        }
    }
}
