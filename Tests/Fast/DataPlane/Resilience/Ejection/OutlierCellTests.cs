using ActorMesh.DataPlane.Resilience;
using ActorMesh.DataPlane.Resilience.Ejection;
using Xunit;
using static ActorMesh.Tests.Fast.DataPlane.Resilience.Ejection.Outcomes;

namespace ActorMesh.Tests.Fast.DataPlane.Resilience.Ejection;

public sealed class OutlierCellTests
{
    private static readonly OutlierSettings Three = new() { Consecutive5xx = 3, ConsecutiveGatewayFailures = 3, ConsecutiveLocalOriginFailures = 3 };

    [Theory]
    [InlineData("500 500 500", OutlierEdges.ServerErrors)]
    [InlineData("500 501 599", OutlierEdges.ServerErrors)]
    [InlineData("500 500 499 500", OutlierEdges.None)]
    [InlineData("500 500 200 500 500 500", OutlierEdges.ServerErrors)]
    [InlineData("502 503 504", OutlierEdges.ServerErrors | OutlierEdges.GatewayFailures)]
    [InlineData("502 500 503", OutlierEdges.ServerErrors)]
    [InlineData("502 500 503 504 502", OutlierEdges.GatewayFailures)]
    public void The_last_answer_reaches_what_is_in_a_row(string statuses, OutlierEdges last) =>
        Assert.Equal(last, LastOf(Cell(Three), [.. statuses.Split(' ').Select(status => Answer(int.Parse(status)))]));

    [Theory]
    [InlineData(AttemptEnd.ConnectFailed, OutlierEdges.ServerErrors | OutlierEdges.GatewayFailures)]
    [InlineData(AttemptEnd.ConnectTimedOut, OutlierEdges.ServerErrors | OutlierEdges.GatewayFailures)]
    [InlineData(AttemptEnd.TimedOut, OutlierEdges.ServerErrors | OutlierEdges.GatewayFailures)]
    [InlineData(AttemptEnd.Reset, OutlierEdges.ServerErrors | OutlierEdges.GatewayFailures)]
    [InlineData(AttemptEnd.Malformed, OutlierEdges.ServerErrors | OutlierEdges.GatewayFailures)]
    [InlineData(AttemptEnd.Cancelled, OutlierEdges.None)]
    [InlineData(AttemptEnd.Refused, OutlierEdges.None)]
    public void A_failure_without_an_answer_counts_as_one_if_it_says_something_of_the_upstream(AttemptEnd end, OutlierEdges last) =>
        Assert.Equal(last, LastOf(Cell(Three), Of(end), Of(end), Of(end)));

    [Fact]
    public void A_threshold_is_reached_once_in_a_run()
    {
        var cell = Cell(Three);
        Assert.Equal(1, Enumerable.Range(0, 10).Count(_ => cell.Report(Answer(500)) != OutlierEdges.None));
        cell.Report(Ok);
        Assert.Equal(1, Enumerable.Range(0, 10).Count(_ => cell.Report(Answer(500)) != OutlierEdges.None));
    }

    [Fact]
    public void Split_off_failures_seen_here_run_for_themselves()
    {
        var cell = Cell(Three with { SplitsLocalOrigin = true });
        Assert.Equal(OutlierEdges.LocalOriginFailures, LastOf(cell, Answer(500), Answer(500), Refused, Refused, Refused));
        Assert.Equal((2, 0, 3), (cell.ServerErrors, cell.GatewayFailures, cell.LocalOriginFailures));
        Assert.Equal(OutlierEdges.ServerErrors, cell.Report(Answer(500)));
        Assert.Equal(0, cell.LocalOriginFailures);
        Assert.Equal((new RateSample(3, 0), new RateSample(6, 3)), (cell.TakeAnswers(), cell.TakeLocalOrigin()));
    }

    [Fact]
    public void What_was_only_passed_on_neither_blames_nor_clears()
    {
        var cell = Cell(Three);
        LastOf(cell, Answer(500), Answer(500), Answer(503) with { IsPassedOn = true });
        Assert.Equal((2, 0), (cell.ServerErrors, cell.GatewayFailures));
        Assert.Equal(new RateSample(2, 0), cell.TakeAnswers());
    }

    [Fact]
    public void A_sample_is_of_what_came_since_the_last()
    {
        var cell = Cell(Three);
        LastOf(cell, Ok, Answer(404), Answer(500), Refused);
        Assert.Equal(new RateSample(4, 2), cell.TakeAnswers());
        Assert.Equal(new RateSample(0, 0), cell.TakeAnswers());
    }

    [Fact]
    public void Without_settings_nothing_is_counted()
    {
        var cell = new OutlierCell();
        Assert.Equal(OutlierEdges.None, LastOf(cell, [.. Enumerable.Repeat(Refused, 10)]));
        Assert.Equal((0, new RateSample(0, 0)), (cell.ServerErrors, cell.TakeAnswers()));
    }

    [Fact]
    public void A_threshold_of_zero_is_never_reached() =>
        Assert.Equal(OutlierEdges.None, LastOf(Cell(new OutlierSettings { Consecutive5xx = 0, ConsecutiveGatewayFailures = 0 }), Refused, Refused));

    [Fact]
    public void Of_many_threads_exactly_one_reaches_the_threshold_and_no_attempt_is_lost()
    {
        const int Threads = 4, Each = 5_000;
        var cell = Cell(new OutlierSettings { Consecutive5xx = Threads * Each / 2, ConsecutiveGatewayFailures = 0 });
        var reached = 0;
        Parallel.For(0, Threads, _ =>
        {
            for (var i = 0; i < Each; i++)
                if (cell.Report(Answer(500)) != OutlierEdges.None) Interlocked.Increment(ref reached);
        });
        Assert.Equal(1, reached);
        Assert.Equal(new RateSample(Threads * Each, 0), cell.TakeAnswers());
    }

    private static OutlierCell Cell(OutlierSettings settings)
    {
        var cell = new OutlierCell();
        cell.Change(settings);
        return cell;
    }

    private static OutlierEdges LastOf(OutlierCell cell, params AttemptOutcome[] outcomes)
    {
        var last = OutlierEdges.None;
        foreach (var outcome in outcomes) last = cell.Report(outcome);
        return last;
    }
}
