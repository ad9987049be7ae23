using System.Net.Sockets;
using System.Runtime.InteropServices;
using ActorMesh.DataPlane.Bytes.Epoll;
using ActorMesh.DataPlane.Security;

namespace ActorMesh.DataPlane.Bytes.Tls.OpenSsl;

/// <summary>OpenSSL's side of one connection. Not thread-safe: whoever has it, locks.</summary>
internal sealed unsafe class SslPipe : IDisposable
{
    /// <summary>
    /// Bytes from the peer without one for the application, beyond which it is given up: a peer could otherwise keep us busy for ever with messages of TLS itself,
    /// such as updates of keys.
    /// </summary>
    private const int FutileBytesMax = 64 * 1024;

    /// <summary>The place for our own in each of OpenSSL's connections (SSL_get_app_data).</summary>
    public const int OwnerIndex = 0;

    private readonly EpollConnection _wire;
    private readonly PeerCheck _check;
    private readonly SslContext _context;
    private readonly nint _ssl;
    private GCHandle _self;
    private int _futileBytes;
    private ShownCertificates? _ofTicket;

    /// <param name="to">Of a client: whom it means to reach.</param>
    public SslPipe(EpollConnection wire, SslContext context, PeerCheck check, UpstreamSecurity? to)
    {
        (_wire, _context, _check, To) = (wire, context, check, to);
        _ssl = LibSsl.New(context);
        if (_ssl == 0) throw new InvalidOperationException("OpenSSL has no memory for a connection.");
        _self = GCHandle.Alloc(this);
        var self = GCHandle.ToIntPtr(_self);
        var bio = WireBio.New(self);
        if (bio != 0) LibSsl.SetWire(_ssl, bio, bio);
        if (bio == 0 || LibSsl.SetOwner(_ssl, OwnerIndex, self) != 1)
        {
            Dispose();
            throw new InvalidOperationException("OpenSSL has no memory for a connection.");
        }

        if (to is null) LibSsl.SetServer(_ssl);
        else BeginAsClient(to);
    }

    public UpstreamSecurity? To { get; }

    public SslContext Context => _context;

    /// <summary>What the wire failed with; success while it did not.</summary>
    public SocketError WireError { get; private set; }

    /// <summary>Whether there may be more to read without waiting for the wire.</summary>
    public bool MayReadOn { get; private set; }

    private bool IsServer => To is null;

    /// <summary>Whom a handle stands for that OpenSSL has kept for us.</summary>
    public static SslPipe Of(nint owner) => (SslPipe)GCHandle.FromIntPtr(owner).Target!;

    /// <param name="problem">Why it failed.</param>
    public SslStep Handshake(out string? problem)
    {
        problem = null;
        LibCrypto.ClearErrors();
        var result = LibSsl.Handshake(_ssl);
        if (result == 1) return Ends(out problem);
        var step = StepOf(result);
        if (step is SslStep.Failed or SslStep.Ended) problem = _check.Problem ?? Reason();
        return step;
    }

    /// <summary>Reads as much as is there, which may be several records.</summary>
    public int Read(Span<byte> into, out SslStep step)
    {
        var all = 0;
        do
        {
            LibCrypto.ClearErrors();
            int count;
            fixed (byte* start = into[all..]) count = LibSsl.Read(_ssl, start, into.Length - all);
            step = count > 0 ? SslStep.Done : StepOf(count);
            if (count > 0) (all, _futileBytes) = (all + count, 0);
            MayReadOn = step == SslStep.Done ? LibSsl.HasPending(_ssl) != 0 : step != SslStep.WantsToRead;
        }
        while (step == SslStep.Done && MayReadOn && all < into.Length);

        if (all > 0) step = SslStep.Done; // Whatever comes behind it is told by the next read.
        return all;
    }

    public SslStep Peek()
    {
        LibCrypto.ClearErrors();
        byte one;
        var count = LibSsl.Peek(_ssl, &one, 1);
        var step = count > 0 ? SslStep.Done : StepOf(count);
        if (step == SslStep.Done) _futileBytes = 0;
        MayReadOn = step != SslStep.WantsToRead;
        return step;
    }

    /// <summary>Takes some of it, at most one record. What it took is on its way once a later call is done.</summary>
    public int Write(ReadOnlySpan<byte> from, out SslStep step)
    {
        LibCrypto.ClearErrors();
        int count;
        fixed (byte* start = from) count = LibSsl.Write(_ssl, start, from.Length);
        step = count > 0 ? SslStep.Done : StepOf(count);
        return Math.Max(count, 0);
    }

    /// <summary>Lets go of buffers that hold nothing.</summary>
    public void FreeBuffers() => _ = LibSsl.FreeBuffers(_ssl);

    /// <summary>Tells the peer that nothing more comes: close_notify (RFC 8446, section 6.1). False while the wire does not take it.</summary>
    public bool SayGoodbye()
    {
        LibCrypto.ClearErrors();
        var result = LibSsl.Shutdown(_ssl);
        return result >= 0 || StepOf(result) != SslStep.WantsToWrite;
    }

    public void Dispose()
    {
        LibSsl.Free(_ssl); // The wire's end goes with it.
        _self.Free();
    }

    public int ReadWire(Span<byte> into, out SocketError error)
    {
        var count = _wire.Read(into, out error);
        _futileBytes += count;
        if (_futileBytes > FutileBytesMax) error = SocketError.ConnectionAborted;
        if (error is not (SocketError.Success or SocketError.WouldBlock)) WireError = error;
        return count;
    }

    public int WriteWire(ReadOnlySpan<byte> from, out SocketError error)
    {
        var count = _wire.SendSome(from, out error);
        if (error is not (SocketError.Success or SocketError.WouldBlock)) WireError = error;
        return count;
    }

    /// <summary>Called in the handshake, once the peer has shown its certificate.</summary>
    public bool Verify(nint store)
    {
        var shown = _context.Shown(LibCrypto.CertificateOf(store), LibCrypto.SentWith(store));
        if (_check.Accepts(shown))
        {
            _context.Remember(shown);
            return true;
        }

        LibCrypto.SetError(store, Certificates.ErrorFor(_check.Fault));
        return false;
    }

    /// <summary>The handshake is done. One that was resumed has shown no certificate: what it once showed is judged anew, by what holds now.</summary>
    private SslStep Ends(out string? problem)
    {
        problem = null;
        MayReadOn = LibSsl.HasPending(_ssl) != 0; // What the peer sent right behind its last message was read with it.
        if (LibSsl.IsResumed(_ssl) == 0) return SslStep.Done;
        if (_check.Accepts(IsServer ? _ofTicket : ShownByServer())) return SslStep.Done;
        problem = _check.Problem;
        if (To is not null) _context.Forget(To); // Or it would be offered again and again.
        return SslStep.Failed;
    }

    /// <summary>Whether a client may go on where it was, without showing its certificate again: only as long as that would let it in now.</summary>
    public bool AcceptsTicket(nint session)
    {
        var certificate = LibSsl.PeerOfSession(session);
        var shown = certificate == 0 ? null : _context.Remembered(certificate);
        var isAccepted = (certificate == 0 || shown is not null) && _check.Accepts(shown);
        _check.Reset(); // Whose ticket it is may yet have to be proved, and nobody is whom another's ticket names.
        _ofTicket = isAccepted ? shown : null;
        return isAccepted;
    }

    private ShownCertificates? ShownByServer() => LibSsl.PeerCertificate(_ssl) is not 0 and var certificate ? _context.Shown(certificate, LibSsl.PeerChain(_ssl)) : null;

    private void BeginAsClient(UpstreamSecurity to)
    {
        LibSsl.SetClient(_ssl);
        if (to.ServerName.Length > 0) LibSsl.ControlOne(_ssl, LibSsl.SetServerName, 0, System.Text.Encoding.ASCII.GetBytes(to.ServerName + '\0'));
        _context.Resume(_ssl, to);
    }

    private SslStep StepOf(int result) => LibSsl.Error(_ssl, result) switch
    {
        LibSsl.ErrorWantRead => SslStep.WantsToRead,
        LibSsl.ErrorWantWrite => SslStep.WantsToWrite,
        LibSsl.ErrorZeroReturn => SslStep.Ended,
        _ => SslStep.Failed,
    };

    private string Reason()
    {
        if (WireError != SocketError.Success) return $"the connection failed ({WireError})";
        var error = LibCrypto.LastError();
        if (error == 0) return "the peer ended the connection in the middle of the handshake";
        var reason = Marshal.PtrToStringUTF8(LibCrypto.ReasonOf(error)) ?? "OpenSSL gives no reason";
        return reason switch
        {
            "peer did not return a certificate" => "it showed no certificate",
            _ when reason.Contains(" alert ", StringComparison.Ordinal) => $"the peer refused us: {reason[(reason.IndexOf(" alert ", StringComparison.Ordinal) + " alert ".Length)..]}",
            _ => reason,
        };
    }
}
