using ActorMesh.Hocon.Findings.Resilience;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Hocon.Reading;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Findings.Resilience;

public sealed class TryPlanTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 25)]
    [InlineData(3, 75)]
    [InlineData(5, 375)]
    [InlineData(6, 625)]
    [InlineData(7, 875)]
    public void Waits_double_until_they_are_cut(int tries, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), TryPlan.Waits(Retries("base = 25ms, max = 250ms", 3), tries));

    [Fact]
    public void As_many_tries_fit_as_fit() => Gen.Select(Gen.Int[1, 10], Gen.Int[1, 5000], Gen.Int[1, 20_000]).Sample((tries, perTry, request) =>
    {
        var retries = Retries("base = 25ms, max = 250ms", tries);
        var (one, whole) = (TimeSpan.FromMilliseconds(perTry), TimeSpan.FromMilliseconds(request));
        var fitting = TryPlan.Fitting(retries, one, whole);
        Assert.InRange(fitting, 1, tries);
        if (fitting > 1) Assert.True(TryPlan.Total(retries, one, fitting) <= whole);
        if (fitting < tries) Assert.True(TryPlan.Total(retries, one, fitting + 1) > whole);
    });

    private static RetryPolicy Retries(string backoff, int tries) => MeshReader
        .Read(new SourceFile("mesh.conf", $"mesh.defaults.retries {{ max-attempts = {tries}, backoff {{ {backoff} }} }}\nservices.s.port = 1"))
        .Mesh!.Defaults.Retries;
}
