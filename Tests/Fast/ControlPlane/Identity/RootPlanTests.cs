using ActorMesh.ControlPlane.Identity.Roots;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Identity;

/// <summary>One root follows another, and nobody is left unbelieved in between.</summary>
public sealed class RootPlanTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_first_root_signs_at_once()
    {
        var plan = new RootPlan([new RootPlan([]).Begin(1, Start, "")]);

        Assert.Equal((1, 0, 0, false), (plan.Signing, plan.Prepared, plan.Leaving, plan.IsUnderWay));
        Assert.Equal([1], plan.Believed);
        Assert.Null(plan.Next(out _));
    }

    [Fact]
    public void A_rotation_is_believed_then_signs_then_the_old_one_goes()
    {
        List<RootStep> steps = [new RootPlan([]).Begin(1, Start, "")];
        steps.Add(new RootPlan(steps).Begin(2, Start.AddDays(9), "ann"));
        var prepared = new RootPlan(steps);
        Assert.Equal((1, 2), (prepared.Signing, prepared.Prepared));
        Assert.Equal([1, 2], prepared.Believed);
        Assert.Equal((2, RootStepKind.Activated), prepared.Next(out var due));
        Assert.Equal(Start.AddDays(9) + RootPlan.Overlap, due);

        steps.Add(new RootStep(3, 2, RootStepKind.Activated, due, ""));
        var active = new RootPlan(steps);
        Assert.Equal((2, 0, 1), (active.Signing, active.Prepared, active.Leaving));
        Assert.Equal([1, 2], active.Believed);
        Assert.Equal((1, RootStepKind.Retired), active.Next(out var end));
        Assert.Equal(due + RootPlan.Overlap, end);

        steps.Add(new RootStep(4, 1, RootStepKind.Retired, end, ""));
        var done = new RootPlan(steps);
        Assert.Equal([2], done.Believed);
        Assert.False(done.IsUnderWay);
    }

    /// <summary>Whatever order steps come in: what is accepted always has who signs among those who are believed, and a new one is believed before it signs.</summary>
    [Fact]
    public void Any_steps_that_are_accepted_leave_nobody_out() =>
        Gen.Select(Gen.Int[1, 4], Gen.Enum<RootStepKind>()).List[0, 12].Sample(wanted =>
        {
            List<RootStep> steps = [];
            foreach (var (generation, kind) in wanted)
            {
                var before = new RootPlan(steps);
                var step = new RootStep(before.Sequence + 1, generation, kind, Start, "");
                if (!IsAccepted([.. steps, step])) continue;
                steps.Add(step);
                var after = new RootPlan(steps);
                Assert.Contains(after.Signing, after.Believed);
                Assert.Equal(before.Sequence + 1, after.Sequence);
                Assert.True(after.Believed.Count() <= 2);
                if (before.Sequence > 0) Assert.Contains(after.Signing, before.Believed);
            }
        });

    [Fact]
    public void A_gap_is_refused() => Assert.False(IsAccepted([new RootStep(2, 1, RootStepKind.Activated, Start, "")]));

    private static bool IsAccepted(List<RootStep> steps)
    {
        try
        {
            _ = new RootPlan(steps);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
