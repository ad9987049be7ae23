using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Exchange;

/// <summary>What the listener's histogram learns of each request.</summary>
public sealed class RequestTimeTests(StageLab lab) : IClassFixture<StageLab>
{
    [Fact]
    public void A_request_counts_once_from_its_head_to_the_end_of_its_answer()
    {
        using var rig = new ExchangeRig(lab);
        var (client, peer) = rig.Asked();
        rig.Pass(TimeSpan.FromMilliseconds(20));
        peer.Send("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\no");
        client.Gets("200[o]");
        rig.Pass(TimeSpan.FromMilliseconds(30));
        Assert.Equal(0, rig.Service.RequestTimes.Read().Count);

        peer.Send("k");
        client.Gets("200[o][k].");
        Assert.Equal((1L, TimeSpan.FromMilliseconds(50)), Recorded(rig));
    }

    [Fact]
    public void So_does_one_that_the_client_gave_up()
    {
        using var rig = new ExchangeRig(lab);
        var (client, _) = rig.Asked();
        rig.Pass(TimeSpan.FromMilliseconds(70));
        client.Answers.Cancel();
        Assert.Equal((1L, TimeSpan.FromMilliseconds(70)), Recorded(rig));
    }

    [Fact]
    public void A_connection_that_ends_between_requests_adds_nothing()
    {
        using var rig = new ExchangeRig(lab);
        var (client, _) = rig.Served();
        client.Answers.Cancel();
        Assert.Equal(1, Recorded(rig).Count);
    }

    private static (long Count, TimeSpan Sum) Recorded(ExchangeRig rig)
    {
        var recorded = rig.Service.RequestTimes.Read();
        return (recorded.Count, recorded.Sum);
    }
}
