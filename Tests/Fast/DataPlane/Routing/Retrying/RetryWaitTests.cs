using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Retrying;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Retrying;

public sealed class RetryWaitTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 6, 8, 49, 7, TimeSpan.Zero);

    [Fact]
    public void Without_a_word_from_the_answer_the_backoff_counts()
    {
        var policy = new RetryPolicy();
        Assert.Equal(TimeSpan.FromMilliseconds(25), policy.WaitBefore(2, answer: null, Now, draw: 0.5));
        Assert.Equal(TimeSpan.FromMilliseconds(25), policy.WaitBefore(2, Responses.Response("503 x"), Now, draw: 0.5));
    }

    [Theory]
    [InlineData("503 x", "7", 7d)]
    [InlineData("429 x", "7", 7d)]
    [InlineData("500 x", "7", null)]
    [InlineData("503 x", "0", null)]
    [InlineData("503 x", "-1", null)]
    [InlineData("503 x", "soon", null)]
    [InlineData("503 x", "7.5", null)]
    [InlineData("503 x", "4294967295", 4294967295d)]
    [InlineData("503 x", "Fri, 06 Nov 2026 08:49:37 GMT", 30d)]
    [InlineData("503 x", "Friday, 06-Nov-26 08:49:37 GMT", 30d)]
    [InlineData("503 x", "Fri Nov  6 08:49:37 2026", 30d)]
    [InlineData("503 x", "Fri, 06 Nov 2026 08:49:07 GMT", null)]
    [InlineData("503 x", "Fri, 06 Nov 2020 08:49:07 GMT", null)]
    public void An_answer_may_ask_for_a_wait(string status, string retryAfter, double? seconds) =>
        Assert.Equal(seconds, new RetryPolicy().AskedWait(Responses.Response(status, headers: $"Retry-After: {retryAfter}"), Now)?.TotalSeconds);

    [Fact]
    public void Those_who_were_told_the_same_time_do_not_come_at_the_same_time()
    {
        var (policy, answer) = (new RetryPolicy(), Responses.Response("503 x", headers: "retry-after: 8"));
        Assert.Equal(TimeSpan.FromSeconds(8), policy.WaitBefore(1, answer, Now, draw: 0));
        Assert.Equal(TimeSpan.FromSeconds(11), policy.WaitBefore(1, answer, Now, draw: 0.75));
    }

    [Theory]
    [InlineData("x-reset: 20", 20)]
    [InlineData("x-reset: 300", 300)]
    [InlineData("x-reset: 301", null)]
    [InlineData("x-reset: 0", null)]
    [InlineData("x-reset: many", null)]
    [InlineData("x-reset-at: 1793954957", 10)]
    [InlineData("x-reset-at: 1793954947", null)]
    [InlineData("x-reset-at: 5", null)]
    public void Headers_that_say_when_to_come_again_may_be_named(string header, int? seconds)
    {
        var policy = new RetryPolicy
        {
            RateLimited = new RateLimitedBackoff(
                [new ResetHeader("x-reset"u8.ToArray(), ResetFormat.Seconds), new ResetHeader("x-reset-at"u8.ToArray(), ResetFormat.UnixTimestamp)],
                TimeSpan.FromSeconds(300)),
        };
        Assert.Equal(1793954947, Now.ToUnixTimeSeconds());
        Assert.Equal(seconds, policy.AskedWait(Responses.Response("200 OK", headers: header), Now)?.TotalSeconds);
    }
}
