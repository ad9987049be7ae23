using ActorMesh.Cli.Admin;
using ActorMesh.DataPlane.Resilience.Breaking;
using ActorMesh.Tests.Fast.DataPlane.Resilience.Breaking;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Admin;

public sealed class TripShapeTests
{
    [Fact]
    public void Closed_it_shows_its_window()
    {
        var rig = new BreakerRig();
        rig.Attempt(BreakerRig.Good, 2);
        rig.Attempt(BreakerRig.Bad);
        var shape = TripShape.Of(rig.Gate);

        Assert.Equal(("closed", "enforce", 3, 1, 0.3333), (shape.State, shape.Mode, shape.Requests, shape.Failures, shape.FailureRatio));
        Assert.Equal("closed: 1 of 3 (33.3 %) attempts of the last 10 s failed; opens at 50 % of at least 4", shape.Explanation);
        Assert.Null(shape.Since);
        Assert.Empty(shape.Last);
    }

    [Fact]
    public void Open_it_shows_until_when_and_why()
    {
        var shape = TripShape.Of(new BreakerRig().Opened().Gate);

        Assert.Equal(("open", "4 of 4 (100 %) attempts of the window failed"), (shape.State, shape.Why));
        Assert.Equal(shape.Since + TimeSpan.FromSeconds(5), shape.Until);
    }

    [Fact]
    public void The_latest_transition_comes_first()
    {
        var rig = new BreakerRig().Due();
        rig.Attempt(BreakerRig.Good);
        rig.Gate.Change(BreakerRig.Quick with { Mode = BreakerMode.Isolated });
        var shape = TripShape.Of(rig.Gate);

        Assert.Equal(("isolated", "isolated"), (shape.State, shape.Mode));
        Assert.Equal(
            ["closed to isolated", "half-open to closed", "open to half-open", "closed to open"],
            shape.Last.Select(transition => $"{transition.From} to {transition.To}"));
    }
}
