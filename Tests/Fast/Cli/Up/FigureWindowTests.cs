using System.Text.Json;
using ActorMesh.Cli.Up;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Up;

public sealed class FigureWindowTests
{
    private readonly FigureWindow _window = new(TimeSpan.FromSeconds(10));

    [Fact]
    public void One_sample_tells_nothing()
    {
        Add(0, answered: 100);
        Assert.Equal(ServiceFigures.Unknown, _window.Figures);
    }

    [Fact]
    public void Figures_are_of_what_came_between()
    {
        Add(0, answered: 100, failed: 50);
        Add(4, answered: 140, failed: 51);
        Assert.Equal((10.0, 1 - (1 / 40.0)), (_window.Figures.PerSecond, _window.Figures.Success));
        Assert.Equal((140L, 51L), (_window.Answered, _window.Failed));
    }

    [Fact]
    public void What_is_long_past_no_longer_counts()
    {
        for (var second = 0; second <= 30; second++) Add(second, answered: second < 15 ? second * 100 : 1500 + second - 15);
        Assert.Equal(1.0, _window.Figures.PerSecond);
    }

    [Fact]
    public void Without_requests_there_is_no_success_to_speak_of()
    {
        Add(0, answered: 7);
        Add(1, answered: 7);
        Assert.Equal(new ServiceFigures(0, null, null), _window.Figures);
    }

    [Fact]
    public void A_sidecar_that_starts_again_counts_from_nothing_and_totals_go_on()
    {
        Add(0, answered: 1000, failed: 3);
        Add(1, answered: 1010, failed: 3);
        Add(2, answered: 5, failed: 1);
        Add(3, answered: 15, failed: 1);
        Assert.Equal(10.0, _window.Figures.PerSecond);
        Assert.Equal((1025L, 4L), (_window.Answered, _window.Failed));
    }

    [Fact]
    public void The_95th_percentile_is_of_what_came_between()
    {
        var (fast, slow) = (TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(500));
        _window.Add(new InboundSample(TimeSpan.Zero, 1000, 0, [(slow, 1000)]));
        _window.Add(new InboundSample(TimeSpan.FromSeconds(1), 1100, 0, [(fast, 95), (slow, 1005)]));
        Assert.Equal(fast, _window.Figures.P95);
        _window.Add(new InboundSample(TimeSpan.FromSeconds(2), 1200, 0, [(fast, 189), (slow, 1011)]));
        Assert.Equal(slow, _window.Figures.P95);
    }

    [Fact]
    public void Samples_are_read_from_statistics()
    {
        using var statistics = JsonDocument.Parse("""
            {
              "http.inbound.downstream_rq_1xx": 0, "http.inbound.downstream_rq_2xx": 90, "http.inbound.downstream_rq_4xx": 6, "http.inbound.downstream_rq_5xx": 4,
              "http.inbound.downstream_rq_active": 3, "http.inbound.downstream_rq_total": 103,
              "http.inbound.downstream_rq_time.below.10.24": 30, "http.inbound.downstream_rq_time.below.0.021": 70, "http.inbound.downstream_rq_time.count": 100
            }
            """);
        var sample = SidecarWatch.Read(statistics.RootElement, TimeSpan.FromSeconds(1));
        Assert.Equal((100L, 4L), (sample.Answered, sample.Failed));
        Assert.Equal([(TimeSpan.FromMilliseconds(0.021), 70L), (TimeSpan.FromMilliseconds(10.24), 30L)], sample.Buckets);
    }

    private void Add(int second, long answered, long failed = 0) => _window.Add(new InboundSample(TimeSpan.FromSeconds(second), answered, failed, []));
}
