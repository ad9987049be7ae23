using ActorMesh.DataPlane.Bytes;
using ActorMesh.Tests.Fast.Kit;
using Akka.Streams.Dsl;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Bytes;

/// <summary>Connections that are closed here, from outside of their streams, as a listener does whose time to drain is over.</summary>
public sealed class ClosedConnectionTests(StageLab lab) : IClassFixture<StageLab>
{
    [Fact]
    public void A_stream_whose_bytes_nobody_takes_ends_with_its_connection()
    {
        using var pair = new SocketPair();
        var fromPeer = new SinkProbe<ByteChunk>(lab, chunk => chunk.Span.Latin());
        var toPeer = new SourceProbe<ByteChunk>(lab);
        lab.Run(Flow.FromGraph(new SocketStage(() => pair.Connection.Socket, endsWhenReset: true)).Join(Flow.FromSinkAndSource(Sink.FromGraph(fromPeer), Source.FromGraph(toPeer))));
        fromPeer.Ask();
        pair.Client.Send("taken"u8);
        lab.Dispatcher.Until(() => fromPeer.Got.Count == 1);
        pair.Client.Send("left"u8);
        lab.Dispatcher.Until(() => !pair.Connection.Socket.IsWaiting);
        lab.Dispatcher.Settle();
        pair.Connection.Abort();
        lab.Dispatcher.Until(() => fromPeer.HasEnded && toPeer.HasEnded);
        Assert.Equal(["taken"], fromPeer.Got);
    }

    [Theory]
    [MemberData(nameof(DriverFixture.Drivers), MemberType = typeof(DriverFixture))]
    public async Task The_owner_is_told_of_a_close_though_it_waits_for_nothing(string driver)
    {
        using var fixture = new DriverFixture(driver);
        fixture.Connection.Abort();
        await fixture.Owner.Readable();
        Assert.True(fixture.Connection.IsReset);
    }

    [Fact]
    public void Aborting_ends_a_connection_that_has_no_stream()
    {
        using var pair = new SocketPair();
        pair.Connection.Park();
        pair.Connection.Socket.OnStreamEnded!(false);
        Assert.Equal([ClientEvent.Parked, ClientEvent.Woken], pair.Events); // Nothing waits: whoever wakes it is about to carry it.
        pair.Connection.Abort();
        Assert.Equal(ClientEvent.Ended, pair.Events[^1]);
    }
}
