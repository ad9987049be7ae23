using System.Net;
using ActorMesh.Cli.Admin;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Endpoints.Probing;
using ActorMesh.DataPlane.Resilience.Ejection;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Admin;

/// <summary>What <c>/clusters</c> says of an endpoint.</summary>
public sealed class EndpointStateTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly EndpointCell _cell = Exchanges.Cluster().Endpoint(new IPEndPoint(IPAddress.Loopback, 1), TimeProvider.System);

    [Fact]
    public void One_that_serves_is_ready_and_there_is_nothing_to_explain() =>
        Assert.Equal(("ready", "", null, null), Told(EndpointHealth.Healthy));

    [Fact]
    public void An_ejection_comes_with_its_numbers_and_its_end()
    {
        _cell.Ejection = new EjectionStanding(EjectionCause.Consecutive5xx, "5 in a row, threshold 5", Noon, Noon.AddSeconds(30));
        Assert.Equal(("ejected", "outlier_consecutive_5xx: 5 in a row, threshold 5", Noon.AddSeconds(30), null), Told(EndpointHealth.Unhealthy));
    }

    [Fact]
    public void A_failed_check_is_told_beside_an_ejection()
    {
        _cell.Ejection = new EjectionStanding(EjectionCause.SuccessRate, "50 %", Noon, Noon.AddSeconds(30));
        _cell.Check = new CheckStanding(IsHealthy: false, "status 503", Noon, Successes: 0, Failures: 3);
        var (_, why, _, check) = Told(EndpointHealth.Unhealthy, isChecked: true);
        Assert.Equal(("outlier_success_rate: 50 %, health_check: status 503", 3), (why, check!.Failures));
    }

    [Theory]
    [InlineData(EndpointHealth.Unhealthy, false, "unhealthy", "configured_unhealthy")]
    [InlineData(EndpointHealth.Unhealthy, true, "unhealthy", "health_check: no result yet")]
    [InlineData(EndpointHealth.Degraded, false, "degraded", "configured_degraded")]
    public void What_is_not_known_from_the_endpoint_is_from_configuration(EndpointHealth health, bool isChecked, string state, string why) =>
        Assert.Equal((state, why, null, null), Told(health, isChecked));

    [Fact]
    public void One_that_warms_up_says_so()
    {
        var shape = EndpointState.Shape(new ClusterMember(_cell, EndpointHealth.Healthy) { WarmthPercent = 10 }, isChecked: false);
        Assert.Equal(("warming", "slow_start"), (shape.State, Assert.Single(shape.Why)));
    }

    [Fact]
    public void Failures_in_a_row_are_shown_where_they_count()
    {
        Assert.Null(EndpointState.Shape(new ClusterMember(_cell, EndpointHealth.Healthy), isChecked: false).InARow);
        _cell.Outlier.Change(new OutlierSettings());
        _cell.Report(Fast.DataPlane.Resilience.Ejection.Outcomes.Answer(503));
        Assert.Equal(new EndpointShape.RunShape(1, 1, 0), EndpointState.Shape(new ClusterMember(_cell, EndpointHealth.Healthy), isChecked: false).InARow);
    }

    private (string State, string Why, DateTimeOffset? Until, EndpointShape.CheckShape? Check) Told(EndpointHealth health, bool isChecked = false)
    {
        var shape = EndpointState.Shape(new ClusterMember(_cell, health), isChecked);
        return (shape.State, string.Join(", ", shape.Why), shape.EjectedUntil, shape.LastCheck);
    }
}
