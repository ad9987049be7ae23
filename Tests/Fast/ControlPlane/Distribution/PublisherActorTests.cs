using System.Security.Cryptography;
using ActorMesh.ControlPlane.Distribution;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Tests.Fast.Kit;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.TestKit;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Distribution;

public sealed class PublisherActorTests : ActorTest
{
    private readonly TestProbe _mediator;
    private readonly IActorRef _publisher;

    public PublisherActorTests()
    {
        _mediator = CreateTestProbe();
        _mediator.IgnoreMessages(message => message is not Publish { Topic: MeshTopics.Publications });
        _publisher = Sys.ActorOf(PublisherActor.Props(CreateTestProbe(), new PublisherSettings(_mediator, CreateTestProbe(), Clock)));
    }

    [Fact]
    public void What_changes_is_told_at_once_and_again_and_again()
    {
        _publisher.Tell(Publications.Of(2, 5, 3));
        Assert.Equal((2, 5, 3), Told());
        Advance(PublisherActor.NoticeInterval);
        Assert.Equal((2, 5, 3), Told());
        _publisher.Tell(Publications.Of(2, 6, 4));
        Assert.Equal((2, 6, 4), Told());
        Advance(PublisherActor.NoticeInterval);
        Assert.Equal((2, 6, 4), Told());
    }

    [Fact]
    public void A_large_mesh_is_announced_without_itself()
    {
        var comment = Convert.ToHexString(RandomNumberGenerator.GetBytes(PublisherActor.MeshInNoticeMax));
        _publisher.Tell(Publications.Of(2, 5, 3, $"# {comment}\n{Publications.Shop}"));
        Assert.Equal((2, 5, null), Told());
    }

    private (long Epoch, long Sequence, long? Version) Told()
    {
        var notice = (PublicationNotice)_mediator.ExpectMsg<Publish>().Message;
        return (notice.Epoch, notice.Sequence, notice.Mesh?.Stable.Version);
    }
}
