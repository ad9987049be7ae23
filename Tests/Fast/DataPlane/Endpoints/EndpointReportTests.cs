using System.Net;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Resilience.Ejection;
using ActorMesh.Tests.Fast.DataPlane.Resilience.Ejection;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Endpoints;

/// <summary>What streams tell of their attempts, and what comes of it.</summary>
public sealed class EndpointReportTests : ActorTest
{
    [Fact]
    public void The_owner_is_told_when_a_threshold_is_reached_and_not_again()
    {
        var cell = Cell();
        cell.Owner = TestActor;
        for (var i = 0; i < 9; i++) cell.Report(Outcomes.Answer(500));
        Assert.Equal(OutlierEdges.ServerErrors, ExpectMsg<EndpointActor.Message.Edge>().Edges);
        ExpectNoMsg(TimeSpan.Zero);
        Assert.Equal(9, cell.Errors);
    }

    [Fact]
    public void A_success_allocates_nothing_and_tells_nobody()
    {
        const int Rounds = 10_000;
        var cell = Cell();
        cell.Owner = TestActor;
        cell.Report(Outcomes.Answer(500));
        cell.Report(Outcomes.Ok);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++) cell.Report(Outcomes.Ok);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        ExpectNoMsg(TimeSpan.Zero);
    }

    private static EndpointCell Cell()
    {
        var cell = new EndpointCell("a", new IPEndPoint(IPAddress.Loopback, 1), "a");
        cell.Outlier.Change(new OutlierSettings());
        return cell;
    }
}
