using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Xds.Subscriptions;

/// <summary>Whatever the order of events, a client ends up with what the mesh has.</summary>
public sealed class EncounterTests
{
    private const int Runs = 1_000;
    private const int Steps = 80;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_client_always_comes_to_what_the_mesh_has(bool isDelta) => Each(random =>
    {
        var encounter = Begin(random, isDelta);
        for (var i = 0; i < Steps; i++)
        {
            if (random.Next(30) == 0) encounter.Connect();
            encounter.Step(mayBeBad: true);
        }

        encounter.Settle();
        encounter.MustAgree();
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_route_ever_points_at_a_cluster_that_the_client_lacks(bool isDelta) => Each(random =>
    {
        var encounter = Begin(random, isDelta);
        for (var i = 0; i < Steps; i++)
        {
            // By difference the server knows what a client that comes back has; otherwise it cannot know what to keep for it.
            if (isDelta && random.Next(30) == 0) encounter.Connect();
            encounter.Step(mayBeBad: false);
            Assert.True(encounter.IsWhole, $"step {i}");
        }

        encounter.Settle();
        encounter.MustAgree();
    });

    private static Encounter Begin(Random random, bool isDelta)
    {
        var encounter = new Encounter(random, isDelta ? new DeltaModelClient() : new StateModelClient());
        encounter.Connect();
        return encounter;
    }

    private static void Each(Action<Random> run) => Gen.Int[0, int.MaxValue].Sample(seed => run(new Random(seed)), iter: Runs);
}
