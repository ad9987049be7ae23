using ActorMesh.Cli.Spiffe;
using ActorMesh.Cli.Terminals;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Spiffe;

public sealed class WorkloadAuditTests
{
    [Fact]
    public void Who_asks_without_end_does_not_fill_the_log()
    {
        var (said, clock) = (new StringWriter(), new FakeTimeProvider());
        var audit = new WorkloadAudit(new Talk(said, colour: false), clock);
        for (var i = 0; i < 1_000; i++) audit.Say($"line {i}");
        Assert.Equal(WorkloadAudit.LinesPerMinuteMax, Lines());
        clock.Advance(TimeSpan.FromMinutes(1));
        audit.Warn("the next");
        Assert.Equal(WorkloadAudit.LinesPerMinuteMax + 2, Lines());
        Assert.Contains("940 more lines", said.ToString(), StringComparison.Ordinal);

        int Lines() => said.ToString().Split('\n').Length - 1;
    }
}
