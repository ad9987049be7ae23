using ActorMesh.ControlPlane.Identity;
using ActorMesh.Tests.Fast.Kit;
using Akka.TestKit;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Identity;

/// <summary>The roots are looked at again and again, whatever happens.</summary>
public sealed class RootWatchActorTests : ActorTest
{
    private int _looks;

    [Fact]
    public void It_looks_every_five_seconds_and_goes_on_after_a_failure()
    {
        Sys.ActorOf(RootWatchActor.Props(() =>
        {
            if (Interlocked.Increment(ref _looks) == 2) throw new InvalidOperationException("the database is away");
            return "";
        }));
        Looks(1);
        EventFilter.Warning("the database is away; certificates are issued on with what is known").ExpectOne(() => Looks(2));
        Looks(3);
    }

    [Fact]
    public void What_is_wrong_is_said_once_until_it_is_well()
    {
        Sys.ActorOf(RootWatchActor.Props(() => Interlocked.Increment(ref _looks) is 4 or 5 ? "" : "the clock is off"));
        EventFilter.Warning("the clock is off").ExpectOne(() => Looks(5));
        EventFilter.Warning(contains: "the clock is off").ExpectOne(() => Looks(8));
    }

    [Fact]
    public void A_look_that_hangs_is_not_followed_by_another()
    {
        using var hanging = new ManualResetEventSlim();
        var watch = Sys.ActorOf(RootWatchActor.Props(() =>
        {
            Interlocked.Increment(ref _looks);
            hanging.Wait();
            return "";
        }));
        Looks(1);
        Advance(RootWatchActor.Interval * 3);
        Settle(watch);
        Assert.Equal(1, Volatile.Read(ref _looks));
        hanging.Set();
        Looks(2);
    }

    // The one before may still be on its way to the actor: time goes on until it looks.
    private void Looks(int times)
    {
        Until(() =>
        {
            if (Volatile.Read(ref _looks) < times) Advance(RootWatchActor.Interval / 5);
            return Volatile.Read(ref _looks) == times;
        });
    }
}
