using ActorMesh.Cli.Workloads;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Workloads;

public sealed class WorkloadNamesTests
{
    [Theory]
    [InlineData("orders-1", 3, "orders-1 orders-2 orders-3")]
    [InlineData("orders-9", 2, "orders-9 orders-10")]
    [InlineData("orders", 2, "orders-1 orders-2")]
    [InlineData("orders-v2b", 2, "orders-v2b-1 orders-v2b-2")]
    [InlineData("7", 2, "7-1 7-2")]
    [InlineData("orders", 1, "orders")]
    public void Names_count_on_from_the_first(string first, int count, string expected) =>
        Assert.Equal(expected, string.Join(' ', WorkloadNames.From(first, count)));
}
