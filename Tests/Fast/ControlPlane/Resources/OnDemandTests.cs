using ActorMesh.ControlPlane.Resources;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Resources;

public sealed class OnDemandTests
{
    [Fact]
    public async Task It_is_made_once_and_who_asks_meanwhile_holds_no_thread()
    {
        using var gate = new ManualResetEventSlim();
        var times = 0;
        var value = new OnDemand<string>(() =>
        {
            gate.Wait();
            return $"made {++times}";
        });

        var asked = Enumerable.Range(0, 1000).Select(_ => value.Get()).ToList();
        Assert.Null(value.IfMade);
        gate.Set();

        Assert.All(await Task.WhenAll(asked), made => Assert.Equal("made 1", made));
        Assert.Equal("made 1", value.IfMade);
    }

    [Fact]
    public async Task A_failure_is_told_and_tried_again_by_who_asks_next()
    {
        var times = 0;
        var value = new OnDemand<string>(() => ++times == 1 ? throw new InvalidOperationException("no memory") : "made");

        Assert.Equal("no memory", (await Assert.ThrowsAsync<InvalidOperationException>(value.Get)).Message);
        Assert.Equal("made", await value.Get());
    }
}
