using System.Net.Sockets;
using ActorMesh.DataPlane.Bytes;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Bytes;

public sealed class SocketReadSizeTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1000, 1000)]
    [InlineData(20_000, 16_384, 20_000)]
    [InlineData(65_536, 16_384, 65_536)]
    public async Task A_stream_takes_no_more_with_one_read_than_its_connection_may_hold(int limit, params int[] sizes)
    {
        using var system = ActorSystem.Create("read-size");
        var connection = new FullConnection { ReadBytesMax = limit, ReadsLeft = 6 };

        await Source.Maybe<ByteChunk>().Via(Flow.FromGraph(new SocketStage(() => connection))).RunWith(Sink.Ignore<ByteChunk>(), system.Materializer());

        Assert.Equal(sizes, connection.Sizes.Distinct());
    }

    /// <summary>A peer that has always sent as much as is read, until it ends.</summary>
    private sealed class FullConnection : SocketConnection
    {
        public override Socket Socket { get; } = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        public int ReadsLeft { get; set; }

        public List<int> Sizes { get; } = [];

        public override bool IsWaiting => false;

        public override bool IsSending => false;

        public override bool WaitReadable() => true;

        public override SocketOutlook Look() => SocketOutlook.Bytes;

        public override int Read(Memory<byte> into, out SocketError error)
        {
            error = SocketError.Success;
            if (ReadsLeft-- == 0) return 0;
            Sizes.Add(into.Length);
            return into.Length;
        }

        public override bool Send(byte[] array, int start, int length) => true;

        public override void ShutdownSend()
        {
        }

        protected override void Close() => Socket.Dispose();
    }
}
