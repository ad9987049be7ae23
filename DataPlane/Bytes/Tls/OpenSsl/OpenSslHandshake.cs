using ActorMesh.DataPlane.Bytes.Epoll;
using ActorMesh.DataPlane.Security;

namespace ActorMesh.DataPlane.Bytes.Tls.OpenSsl;

/// <summary>A handshake of OpenSSL's.</summary>
internal sealed class OpenSslHandshake(EpollConnection wire, SslContext context, PeerCheck check, Action<TlsHandshake> onEnded) : TlsHandshake(onEnded), ISocketOwner
{
    private readonly Lock _lock = new();
    private SslPipe? _pipe;
    private bool _isOver;

    /// <summary>Of a client: whom it means to reach.</summary>
    public UpstreamSecurity? To { get; init; }

    void ISocketOwner.OnReadable() => GoOn();

    void ISocketOwner.OnSent() => GoOn();

    protected override void Run()
    {
        wire.Owner = this;
        lock (_lock)
        {
            try
            {
                _pipe = new SslPipe(wire, context, check, To);
            }
            catch (InvalidOperationException e)
            {
                _isOver = true;
                Fail(e.Message);
                return;
            }

            Step(_pipe);
        }
    }

    private void GoOn() => HandshakeSteps.Enqueue(() =>
    {
        lock (_lock)
            if (!_isOver && _pipe is { } pipe) Step(pipe);
    });

    private void Step(SslPipe pipe)
    {
        while (true)
        {
            switch (pipe.Handshake(out var problem))
            {
                case SslStep.WantsToRead:
                    if (!wire.WaitReadable()) return;
                    break;
                case SslStep.WantsToWrite:
                    if (!wire.WaitWritable()) return;
                    break;
                case SslStep.Done:
                    _isOver = true;
                    Succeed(new OpenSslConnection(wire, pipe, check));
                    return;
                default:
                    _isOver = true;
                    pipe.Dispose();
                    Fail(problem ?? "OpenSSL gives no reason");
                    return;
            }
        }
    }
}
