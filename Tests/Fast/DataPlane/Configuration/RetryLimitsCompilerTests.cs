using ActorMesh.DataPlane.Configuration;
using ActorMesh.DataPlane.Resilience.Budgets;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using Google.Protobuf;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Configuration;

public sealed class RetryLimitsCompilerTests
{
    [Fact]
    public void Three_at_once_where_nothing_is_said() => Assert.Equal(new RetryLimits(), Limits("").Retries);

    [Fact]
    public void Priorities_are_bounded_apart()
    {
        var cluster = Limits(""","circuit_breakers":{"thresholds":[{"max_retries":7},{"priority":"HIGH","max_retries":9}]}""");
        Assert.Equal((7, 9), (cluster.Retries.Concurrent, cluster.HighRetries.Concurrent));
    }

    [Fact]
    public void Envoys_budget_stands_in_for_max_retries()
    {
        var limits = Limits(""","circuit_breakers":{"thresholds":[{"retry_budget":{"budget_percent":{"value":30},"min_retry_concurrency":5}}]}""").Retries;
        Assert.Equal((0.3, 5), (limits.ConcurrentShare, limits.ConcurrentMin));
        limits = Limits(""","circuit_breakers":{"thresholds":[{"retry_budget":{}}]}""").Retries;
        Assert.Equal((0.2, 3), (limits.ConcurrentShare, limits.ConcurrentMin));
    }

    [Fact]
    public void A_budget_over_a_window_stands_in_the_metadata()
    {
        var cluster = Limits(Budget("""{"ratio":0.25,"min-per-second":7,"window":"20s"}"""));
        Assert.Equal(new RetryBudgetSettings(0.25, 7, TimeSpan.FromSeconds(20)), cluster.Retries.Budget);
        Assert.Equal((int.MaxValue, cluster.Retries.Budget), (cluster.Retries.Concurrent, cluster.HighRetries.Budget));
        Assert.Equal(new RetryBudgetSettings(0.2, 10, TimeSpan.FromSeconds(10)), Limits(Budget("{}")).Retries.Budget);
        Assert.Equal(3, Limits(Budget("{}") + ""","circuit_breakers":{"thresholds":[{"max_retries":3}]}""").Retries.Concurrent);
    }

    [Theory]
    [InlineData("""{"ratio":1.5}""", "cluster 'orders': metadata actormesh.retry-budget: ratio is not a number of 0 to 1")]
    [InlineData("""{"window":"10"}""", "cluster 'orders': metadata actormesh.retry-budget: window is not a duration such as 0.25s, of at most 86400s")]
    public void A_budget_that_is_none_is_refused(string budget, string problem) =>
        Assert.Equal(problem, Assert.Throws<ResourceException>(() => Limits(Budget(budget))).Message);

    [Fact]
    public void A_share_is_at_most_the_whole() => Assert.Equal(
        "cluster 'orders': circuit_breakers.thresholds[0].retry_budget.budget_percent: 120 is not a percentage; expected 0..100",
        Assert.Throws<ResourceException>(() => Limits(""","circuit_breakers":{"thresholds":[{"retry_budget":{"budget_percent":{"value":120}}}]}""")).Message);

    private static string Budget(string fields) => $$$""","metadata":{"filter_metadata":{"actormesh.retry-budget":{{{fields}}}} }""";

    private static ActorMesh.DataPlane.Clusters.ClusterSettings Limits(string fields) =>
        ClusterCompiler.Compile(JsonParser.Default.Parse<Cluster>($$"""{"name":"orders"{{fields}} }"""));
}
