using ActorMesh.ControlPlane.Distribution.Joined;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Distribution;

public sealed class JoinedWorkloadsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly JoinedWorkloads _joined = new();

    [Fact]
    public void A_change_has_its_time_and_a_repetition_has_not()
    {
        _joined.Heard(Beat("a", 1), Start);
        Assert.Equal(Start, _joined.Heard(Beat("a", 1), Start.AddSeconds(5))!.ChangedAt);
        Assert.Equal(Start.AddSeconds(10), _joined.Heard(Beat("a", 2), Start.AddSeconds(10))!.ChangedAt);
    }

    [Fact]
    public void Only_so_many_are_served()
    {
        for (var i = 0; i < JoinedWorkloads.Max; i++) Assert.NotNull(_joined.Heard(Beat($"p{i}", 1), Start));
        Assert.Null(_joined.Heard(Beat("one-more", 1), Start));
        Assert.NotNull(_joined.Heard(Beat("p1", 1), Start));
    }

    [Fact]
    public void Three_missed_heartbeats_are_the_end()
    {
        _joined.Heard(Beat("a", 1), Start);
        Assert.Empty(_joined.Silent(Start + WorkloadTopics.SilenceMax));
        Assert.Equal([new("s", "a")], _joined.Silent(Start + WorkloadTopics.SilenceMax + TimeSpan.FromTicks(1)));
        Assert.Empty(_joined.All);
    }

    private static WorkloadHeartbeat Beat(string proxy, long version) => new() { Proxy = proxy, Service = "s", MeshVersion = version };
}
