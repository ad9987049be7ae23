using ActorMesh.ControlPlane.Identity;
using ActorMesh.ControlPlane.Identity.Issuing;
using ActorMesh.Runtime.Identity;
using ActorMesh.Tests.Fast.Kit;
using Akka.Actor;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Identity;

/// <summary>What all control nodes have signed, in one list.</summary>
public sealed class IssuedGatheringTests : ActorTest
{
    [Fact]
    public async Task All_nodes_are_asked_page_by_page_and_who_does_not_answer_is_named()
    {
        var (one, two) = (Book(IssuedBook.PageMax + 7), Book(1));
        var report = await IssuedGathering.Ask([("n:1", one), ("n:2", two), ("n:3", CreateTestProbe().Ref), ("n:4", null)], TimeProvider.System);

        Assert.Equal((IssuedBook.PageMax + 7, 1), (report.Certificates.Count(found => found.Node == "n:1"), report.Certificates.Count(found => found.Node == "n:2")));
        Assert.Equal(IssuedBook.PageMax + 7, report.Certificates.Select(found => found.Certificate.Serial).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal([("n:3", "it did not answer within 2 s"), ("n:4", "it cannot be reached")], report.Silent);
        Assert.Equal(0.5, report.Certificates[0].RotateAt);
    }

    private IActorRef Book(int count)
    {
        var book = new IssuedBook(Clock);
        for (var i = 0; i < count; i++)
            book.Add(new IssuedSvid(SpiffeId.ForWorkload("shop.local", "default", $"w{i}"), [], $"{i:x8}", Clock.GetUtcNow(), Clock.GetUtcNow().AddHours(4), "root-1"));
        return Sys.ActorOf(IssuedActor.Props(book, "n", () => 0.5));
    }
}
