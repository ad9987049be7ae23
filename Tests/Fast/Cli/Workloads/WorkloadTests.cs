using System.Text;
using ActorMesh.Cli.Workloads;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Workloads;

public sealed class WorkloadTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task It_says_who_it_is_and_what_it_got()
    {
        var answer = Request("GET", "/orders/1", "?x=1");
        await Workload(WorkloadBehaviour.Default).Answer(answer);
        Assert.Equal((200, "orders-1: GET /orders/1?x=1\n"), (answer.Response.StatusCode, Body(answer)));
        Assert.Equal("orders-1", answer.Response.Headers["x-workload"]);
    }

    [Fact]
    public async Task It_takes_its_time()
    {
        var answer = Workload(WorkloadBehaviour.Default with { Latency = TimeSpan.FromSeconds(1) }).Answer(Request("GET", "/"));
        _clock.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(answer.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await answer;
    }

    [Fact]
    public async Task It_can_be_made_to_fail_while_it_runs_and_its_health_stays_good()
    {
        var workload = Workload(WorkloadBehaviour.Default);
        await workload.Answer(Request("POST", "/_workload", "?errors=100%25&error-status=500"));
        var (answer, health) = (Request("GET", "/"), Request("GET", "/healthz"));
        await workload.Answer(answer);
        await workload.Answer(health);
        Assert.Equal((500, 200), (answer.Response.StatusCode, health.Response.StatusCode));
    }

    [Fact]
    public async Task It_counts_what_came_but_for_questions_about_itself()
    {
        var workload = Workload(WorkloadBehaviour.Default);
        foreach (var path in (string[])["/", "/healthz", "/orders", "/_workload"]) await workload.Answer(Request("GET", path));
        var answer = Request("GET", "/_workload");
        await workload.Answer(answer);
        Assert.Equal("2", answer.Response.Headers["x-workload-requests"]);
    }

    [Theory]
    [InlineData("POST", "?latency=5", 400)]
    [InlineData("PUT", "", 405)]
    [InlineData("GET", "", 200)]
    public async Task Its_control_refuses_what_makes_no_sense(string method, string query, int expected)
    {
        var answer = Request(method, "/_workload", query);
        await Workload(WorkloadBehaviour.Default).Answer(answer);
        Assert.Equal(expected, answer.Response.StatusCode);
    }

    private static DefaultHttpContext Request(string method, string path, string query = "")
    {
        var http = new DefaultHttpContext();
        (http.Request.Method, http.Request.Path, http.Request.QueryString, http.Response.Body) = (method, path, new QueryString(query), new MemoryStream());
        return http;
    }

    private static string Body(HttpContext http) => Encoding.UTF8.GetString(((MemoryStream)http.Response.Body).ToArray());

    private Workload Workload(WorkloadBehaviour behaviour) => new("orders-1", behaviour, new Random(1), _clock);
}
