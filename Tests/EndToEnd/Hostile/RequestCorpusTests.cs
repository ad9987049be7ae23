using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Hostile;

/// <summary>Every case of the request corpus against the live listener, cut into writes in three ways.</summary>
[Collection(nameof(HostileCollection))]
public sealed class RequestCorpusTests(HostileFixture rig)
{
    public static TheoryData<string, Fragmentation> Cases()
    {
        var rows = new TheoryData<string, Fragmentation>();
        foreach (var id in RequestCase.All.Keys)
            foreach (var how in Enum.GetValues<Fragmentation>()) rows.Add(id, how);
        return rows;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Front_and_back_never_disagree(string id, Fragmentation how)
    {
        var one = RequestCase.All[id];
        var complaint = await new RequestCaseRun(one, how, rig).Run();
        if (await rig.DeathOfSidecar() is { } output) Assert.Fail($"{id}: the sidecar ended.\n{output}");
        if (complaint is not null) Assert.Fail($"{id} ({how}): {one.Title} [{one.Section}]\n  {complaint}\n  sent: {Escaped.Show(one.Bytes)}");
    }
}
