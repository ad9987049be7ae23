using System.Net.Sockets;
using Akka.Streams;
using Akka.Streams.Stage;

namespace ActorMesh.DataPlane.Bytes;

/// <summary>
/// A socket as the end of a stream: bytes read from the peer come out, bytes that come in are written to it.
/// Back-pressure is the socket's own: nothing is read unless asked for, and the next chunk is asked for when the last one is written.
/// </summary>
/// <remarks>
/// The end of each direction travels alone (half-close): end of input shuts the sending side down, the peer's end completes the outlet.
/// While nobody asks for bytes the stage still watches, so that a peer which goes away is noticed at once.
/// A failure of either direction resets the connection.
/// </remarks>
/// <param name="take">Gives the connection to carry. Called once for each materialisation, synchronously.</param>
/// <param name="endsWhenReset">
/// Whether a reset by the peer ends the stream at once, whatever the peer had sent before and nobody has read yet: true for clients,
/// whose streams would otherwise wait for an upstream that takes nothing.
/// </param>
public sealed class SocketStage(Func<SocketConnection> take, bool endsWhenReset = false) : GraphStage<FlowShape<ByteChunk, ByteChunk>>
{
    private readonly bool _endsWhenReset = endsWhenReset;
    private readonly Inlet<ByteChunk> _toPeer = new("Socket.toPeer");
    private readonly Outlet<ByteChunk> _fromPeer = new("Socket.fromPeer");

    public override FlowShape<ByteChunk, ByteChunk> Shape => field ??= new FlowShape<ByteChunk, ByteChunk>(_toPeer, _fromPeer);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, take());

    private sealed class Logic : InAndOutGraphStageLogic, ISocketOwner
    {
        private readonly SocketStage _stage;
        private readonly SocketConnection _connection;
        private StageSignal? _signal;
        private readonly ByteBuffer _received = new();
        private readonly ByteChunk _chunk = new();
        private bool _sending;
        private bool _isReadable;
        private bool _isLent;
        private bool _largeReads;
        private bool _isAborted;

        public Logic(SocketStage stage, SocketConnection connection)
            : base(stage.Shape)
        {
            _stage = stage;
            _connection = connection;
            SetHandler(stage._toPeer, this);
            SetHandler(stage._fromPeer, this);
        }

        public override void PreStart()
        {
            _signal = new StageSignal(this, OnSocket);
            _connection.Owner = this;
            Pull(_stage._toPeer);
        }

        void ISocketOwner.OnReadable() => _signal!.Fire();

        void ISocketOwner.OnSent() => _signal!.Fire();

        public override void OnPull()
        {
            _isLent = false;
            ReadOrWait();
        }

        public override void OnPush()
        {
            var chunk = Grab(_stage._toPeer);
            if (_connection.Send(chunk.Array, chunk.Start, chunk.Length)) OnSent();
            else _sending = true;
        }

        public override void OnUpstreamFinish()
        {
            if (_sending) return; // OnSent goes on.
            FinishSending();
        }

        public override void OnUpstreamFailure(Exception e) => Abort(e);

        public override void OnDownstreamFinish(Exception cause)
        {
            if (cause is not (SubscriptionWithCancelException.NonFailureCancellation)) _isAborted = true;
            if (IsClosed(_stage._toPeer) && !_sending) CompleteStage();
        }

        public override void PostStop()
        {
            var isAborted = _isAborted || _connection.IsSending;
            // Whoever got the last bytes may still be sending them.
            if (_isLent) _received.Abandon();
            else _received.Release();
            _connection.Owner = null;
            if (_connection.OnStreamEnded is { } onEnded) onEnded(isAborted);
            else if (isAborted) _connection.Abort();
            else _connection.Dispose();
        }

        /// <summary>Something happened on the socket; what, its flags tell. One signal may stand for two events.</summary>
        private void OnSocket()
        {
            if (_sending && !_connection.IsSending)
            {
                _sending = false;
                OnSent();
            }

            if (_stage._endsWhenReset && _connection.IsReset)
            {
                Abort(new SocketException((int)SocketError.ConnectionReset));
                return;
            }

            if (IsClosed(_stage._fromPeer) || _connection.IsWaiting || _isReadable) return;
            if (IsAvailable(_stage._fromPeer)) Read();
            else Watch(); // Nobody asked for bytes, but all should know if the peer is gone.
        }

        private void OnSent()
        {
            if (_connection.SendError != SocketError.Success) Abort(new SocketException((int)_connection.SendError));
            else if (IsClosed(_stage._toPeer)) FinishSending();
            else Pull(_stage._toPeer);
        }

        private void FinishSending()
        {
            if (IsClosed(_stage._fromPeer)) CompleteStage();
            else _connection.ShutdownSend();
        }

        private void ReadOrWait()
        {
            if (!_isReadable && !_connection.WaitReadable()) _received.Release();
            else Read();
        }

        private void Read()
        {
            _isReadable = false;
            _received.Clear();
            var room = _received.RoomToRead(_largeReads, _connection.ReadBytesMax);
            var count = _connection.Read(room, out var error);
            if (count > 0) PushRead(count, isFull: count == room.Length);
            else if (error == SocketError.WouldBlock) ReadOrWait();
            else if (error == SocketError.Success) Complete(_stage._fromPeer);
            else Abort(new SocketException((int)error));
        }

        private void PushRead(int count, bool isFull)
        {
            _largeReads |= isFull;
            _isLent = true;
            Push(_stage._fromPeer, _chunk.Set(_received.Array, 0, count));
            // The wait for the next bytes begins now: until they are asked for, it watches for the peer's end.
            if (_connection.WaitReadable()) Watch();
        }

        private void Watch()
        {
            do
            {
                switch (_connection.Look())
                {
                    case SocketOutlook.Bytes:
                        _isReadable = true;
                        return;
                    case SocketOutlook.End:
                        Complete(_stage._fromPeer);
                        return;
                    case SocketOutlook.Broken:
                        Abort(new SocketException((int)SocketError.ConnectionReset));
                        return;
                }
            }
            while (_connection.WaitReadable());
        }

        private void Abort(Exception e)
        {
            _isAborted = true;
            FailStage(e);
        }
    }
}
