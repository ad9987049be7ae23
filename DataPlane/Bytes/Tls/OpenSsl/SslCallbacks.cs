using System.Runtime.InteropServices;

namespace ActorMesh.DataPlane.Bytes.Tls.OpenSsl;

/// <summary>What OpenSSL asks in the course of a handshake. Nothing may be thrown through its frames.</summary>
internal static unsafe class SslCallbacks
{
    private static readonly int OwnerInStore = LibSsl.IndexInStore();

    /// <summary>SSL_CTX_set_cert_verify_callback(3ssl).</summary>
    [UnmanagedCallersOnly]
    public static int Verify(nint store, nint argument)
    {
        try
        {
            return Of(LibCrypto.OwnerOf(store, OwnerInStore)).Verify(store) ? 1 : 0;
        }
        catch (Exception e)
        {
            HandshakeSteps.Report(e);
            return 0;
        }
        finally
        {
            LibCrypto.ClearErrors(); // The framework's own calls leave some.
        }
    }

    /// <summary>SSL_CTX_set_alpn_select_cb(3ssl). Who offers nothing that is spoken here is refused (RFC 7301, section 3.2).</summary>
    [UnmanagedCallersOnly]
    public static int ChooseProtocol(nint ssl, byte** chosen, byte* chosenLength, byte* offered, uint offeredLength, nint argument)
    {
        try
        {
            var own = Of(ssl).Context.Choose(new ReadOnlySpan<byte>(offered, (int)offeredLength));
            if (own is null) return LibSsl.ExtensionFatal;
            // OpenSSL copies it after this call: it is to point into what the client sent.
            var at = new ReadOnlySpan<byte>(offered, (int)offeredLength).IndexOf([(byte)own.Length, .. own]);
            *chosen = offered + at + 1;
            *chosenLength = (byte)own.Length;
            return LibSsl.ExtensionOk;
        }
        catch (Exception e)
        {
            HandshakeSteps.Report(e);
            return LibSsl.ExtensionFatal;
        }
    }

    /// <summary>SSL_CTX_sess_set_new_cb(3ssl). 1: we keep it.</summary>
    [UnmanagedCallersOnly]
    public static int KeepSession(nint ssl, nint session)
    {
        try
        {
            var pipe = Of(ssl);
            if (pipe.To is not { } to) return 0;
            pipe.Context.Keep(session, to);
            return 1;
        }
        catch (Exception e)
        {
            HandshakeSteps.Report(e);
            return 0;
        }
    }

    /// <summary>SSL_CTX_set_session_ticket_cb(3ssl): a ticket is made as OpenSSL makes it.</summary>
    [UnmanagedCallersOnly]
    public static int MakeTicket(nint ssl, nint argument) => 1;

    /// <summary>SSL_CTX_set_session_ticket_cb(3ssl): who would not be let in now, or is not remembered, proves itself again.</summary>
    [UnmanagedCallersOnly]
    public static int TakeTicket(nint ssl, nint session, nint keyName, nuint keyNameLength, int status, nint argument)
    {
        try
        {
            if (status is not (LibSsl.TicketGood or LibSsl.TicketGoodRenew) || !Of(ssl).AcceptsTicket(session)) return LibSsl.TicketIgnore;
            return status == LibSsl.TicketGood ? LibSsl.TicketUse : LibSsl.TicketUseRenew;
        }
        catch (Exception e)
        {
            HandshakeSteps.Report(e);
            return LibSsl.TicketIgnore;
        }
        finally
        {
            LibCrypto.ClearErrors();
        }
    }

    private static SslPipe Of(nint ssl) => SslPipe.Of(LibSsl.GetOwner(ssl, SslPipe.OwnerIndex));
}
