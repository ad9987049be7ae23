using ActorMesh.Lab.Running;
using Xunit;

namespace ActorMesh.Tests.Fast.Lab.Running;

public sealed class ScenarioRunTests
{
    [Fact]
    public void An_even_load_is_even_and_all_of_it_is_answered()
    {
        var run = Labs.Run(Labs.Shop(""));
        Assert.Equal(499, run.Load.Requests.Total);
        Assert.Equal(499, run.Load.Succeeded.Total);
        Assert.Equal(499, run.Service("stock").Attempts.Total);
        Assert.All(run.Service("stock").ByReplica.Values, attempts => Assert.InRange(attempts, 200, 300));
    }

    [Fact]
    public void A_random_load_is_that_many_in_the_long_run()
    {
        var run = Labs.Run(Labs.Shop("load.arrivals = random, load.rate = 500/s"));
        Assert.InRange(run.Load.Requests.Total, 4800, 5200);
    }

    [Fact]
    public void Load_grows_on_a_ramp_and_with_the_timeline()
    {
        var ramp = Labs.Run(Labs.Shop("load.ramp = 10s, load.rate = 100/s"));
        Assert.InRange(ramp.Load.Requests.Total, 450, 550);
        var steps = Labs.Run(Labs.Shop("load.rate = 100/s, timeline = [ { from = 2s, until = 4s, load = 300% }, { from = 6s, burst = 50 } ]"));
        var perSecond = steps.Load.Requests.PerSecond(10);
        Assert.Equal((100, 300, 150), (perSecond[1], perSecond[3], perSecond[6]));
    }

    [Fact]
    public void An_answer_takes_the_network_twice_and_the_work()
    {
        var run = Labs.Run(Labs.Shop("network = 1ms, services { stock { latency = 30ms } }"));
        Assert.InRange(run.Load.Durations.Quantile(0.5)!.Value.TotalMilliseconds, 31, 33);
    }

    [Fact]
    public void Who_has_too_few_workers_makes_others_wait_and_then_refuses_them()
    {
        // One worker for each of two replicas, 100 ms of work: 20 answers a second for 50 requests, and 5 of them in line.
        var run = Labs.Run(Labs.Shop("services { stock { latency = 100ms, workers = 1, queue = 5 } }"));
        Assert.InRange(run.Load.Succeeded.Total, 195, 215);
        Assert.InRange(run.Load.Durations.Quantile(0.3)!.Value.TotalMilliseconds, 0, 20);
        Assert.InRange(run.Load.Durations.Quantile(0.9)!.Value.TotalMilliseconds, 500, 650);
        Assert.Equal(["200", "502"], run.Load.Answers.InOrder.Select(answer => answer.Key));
        Assert.Equal(["200", "503"], run.Service("stock").Answers.InOrder.Select(answer => answer.Key));
    }

    [Fact]
    public void A_fault_befalls_whom_it_names_while_it_lasts()
    {
        var run = Labs.Run(Labs.Shop("timeline = [ { from = 2s, until = 4s, service = stock, replica = 1, errors = 100% } ]", "load-balancer.policy = round-robin"));
        Assert.Equal([1.0, 0.5, 0.5, 1.0], Enumerable.Range(1, 4).Select(second => run.Load.Success(TimeSpan.FromSeconds(second), TimeSpan.FromSeconds(second + 1))));
        Assert.Equal(["2s stock-1 fails 100% begins", "4s stock-1 fails 100% ends"], run.Log.Select(entry => $"{entry.At.TotalSeconds}s {entry.Text}"));
    }

    [Fact]
    public void Who_hangs_is_left_when_the_time_is_over()
    {
        var run = Labs.Run(Labs.Shop("timeline = [ { service = stock, hangs = on } ]", "timeout.request = 700ms"));
        Assert.Equal(0, run.Load.Succeeded.Total);
        Assert.Equal(["504 UT"], run.Service("stock").Answers.InOrder.Select(answer => answer.Key));
        Assert.InRange(run.Load.Durations.Quantile(0.5)!.Value.TotalMilliseconds, 690, 730);
    }

    [Fact]
    public void Who_waits_without_end_has_no_answer_and_no_success()
    {
        var run = Labs.Run(Labs.Shop("timeline = [ { service = stock, hangs = on } ]", "timeout.request = off"));
        Assert.Equal(0, run.Load.Answered.Total);
        Assert.Equal(0, run.Load.Success(TimeSpan.Zero, null));
    }

    [Fact]
    public void Who_refuses_connections_is_tried_elsewhere()
    {
        var run = Labs.Run(Labs.Shop("timeline = [ { service = stock, replica = 2, refuses = on } ]", "retries { max-attempts = 2, on = [connect-failure] }, breaker.max-retries = 1000"));
        Assert.Equal(run.Load.Requests.Total, run.Load.Succeeded.Total);
        Assert.InRange(run.Service("stock").Retries.Total, 200, 300);
    }

    [Fact]
    public void A_workload_that_notices_who_has_gone_has_time_for_others()
    {
        // 25 requests a second for each replica, who can answer 12: the line is soon longer than anybody waits.
        const string Lab = "services { stock { latency = 80ms, workers = 1, when-left = WHAT } }";
        var worksOn = Labs.Run(Labs.Shop(Lab.Replace("WHAT", "works-on"), "timeout.request = 100ms")).Load.Succeeded.Total;
        var stops = Labs.Run(Labs.Shop(Lab.Replace("WHAT", "stops"), "timeout.request = 100ms")).Load.Succeeded.Total;
        Assert.InRange(worksOn, 0, 30);
        Assert.InRange(stops, 100, 250);
    }

    [Fact]
    public void A_run_that_is_too_large_is_refused()
    {
        var scenario = Labs.Shop("load.rate = 1000000/s, duration = 24h");
        Assert.Contains("lower lab.load.rate", Assert.Throws<RunLimitException>(() => ScenarioRun.Of(scenario.Variants[0], eventsMax: 10_000)).Message);
    }

    [Fact]
    public void Everything_that_a_callee_fails_with_becomes_a_502()
    {
        var run = Labs.Run(Labs.Shop("services { stock { errors = 100%, error-status = 418 } }"));
        Assert.Equal("502", run.Load.Answers.InOrder.Single().Key);
        Assert.Equal("418", run.Service("stock").Answers.InOrder.Single().Key);
    }
}
