using ActorMesh.Cli.Control;
using ActorMesh.ControlPlane;
using ActorMesh.ControlPlane.Registry;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Control;

public sealed class RegistryNotesTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Who_is_out_of_sight_or_taken_away_is_named_with_the_reason_and_with_what_to_do()
    {
        var view = new RegistryView(
            EndpointSet.Of([new RegisteredEndpoint(Of("a-1"), IsStale: true), new RegisteredEndpoint(Of("a-2"), IsStale: true), new RegisteredEndpoint(Of("a-3"), IsStale: false)]),
            IsSettled: true, new Dictionary<ProxyKey, string> { [new("b", "b-1")] = "the mesh has no service 'b'" })
        {
            Removed = [new RemovedEndpoint(Of("a-8"), Now - RegistryNotes.RemovedShown, "long ago"), new RemovedEndpoint(Of("a-9"), Now.AddMinutes(-2), "no control node has seen it for too long")],
        };
        Assert.Equal(
            [
                "a-1, a-2 of a are out of sight, and stay endpoints until others are in sight; for one that will not come back: actormesh forget a-1",
                "a-9 of a is no endpoint since 2m: no control node has seen it for too long",
            ],
            RegistryNotes.Of(view, Now));
    }

    private static Registration Of(string proxy) => new("a", proxy, "10.0.0.1", 80, null, 1, new Dictionary<string, string>());
}
