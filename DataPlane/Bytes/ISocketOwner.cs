namespace ActorMesh.DataPlane.Bytes;

/// <summary>Whoever uses a <see cref="SocketConnection"/> at present: a stream, a pool, or nobody but a watch. Called from any thread.</summary>
public interface ISocketOwner
{
    /// <summary>A wait that <see cref="SocketConnection.WaitReadable"/> began has ended: bytes, end of stream or an error are there to be read. Also when the peer has reset the connection or it was closed here, waited for or not.</summary>
    void OnReadable();

    /// <summary>A send that did not end at once has ended.</summary>
    void OnSent();
}
