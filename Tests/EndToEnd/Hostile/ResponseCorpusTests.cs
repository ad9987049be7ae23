using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Hostile;

/// <summary>Every case of the response corpus: a hostile upstream must neither mislead a client nor poison the next answer.</summary>
public sealed class ResponseCorpusTests(ResponseFixture rig) : IClassFixture<ResponseFixture>
{
    public static TheoryData<string> Ids() => [.. ResponseCase.All.Keys];

    [Fact]
    public void The_corpus_is_as_large_as_promised() => Assert.True(ResponseCase.All.Count >= 120, $"{ResponseCase.All.Count} response cases");

    [Theory]
    [MemberData(nameof(Ids))]
    public void More_than_one_right_outcome_needs_a_reason(string id) =>
        Assert.True(ResponseCase.All[id].Outcomes.Count == 1 || ResponseCase.All[id].Note is not null, $"{id} needs a note.");

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_hostile_upstream_misleads_nobody(string id)
    {
        var one = ResponseCase.All[id];
        string? complaint;
        try
        {
            complaint = await new ResponseCaseRun(one, rig).Run();
        }
        catch (Exception fault) when (fault is WireException or TimeoutException)
        {
            complaint = fault.Message;
        }

        if (await rig.DeathOfSidecar() is { } output) Assert.Fail($"{id}: the sidecar ended.\n{output}");
        if (complaint is not null) Assert.Fail($"{id}: {one.Title} [{one.Section}]\n  {complaint}\n  answered: {Escaped.Show(one.Bytes)}");
    }
}
