using System.Runtime.InteropServices;

namespace ActorMesh.DataPlane.Bytes.Tls.OpenSsl;

/// <summary>The part of OpenSSL 3 that secures connections (its manual pages of section 3ssl).</summary>
internal static unsafe class LibSsl
{
    public const int VersionTls12 = 0x0303;
    public const int VersionTls13 = 0x0304;

    // SSL_get_error(3ssl).
    public const int ErrorWantRead = 2;
    public const int ErrorWantWrite = 3;
    public const int ErrorZeroReturn = 6;

    // SSL_CTX_set_options(3ssl).
    public const ulong NoCompression = 1UL << 17;
    public const ulong ServerPreference = 1UL << 22;
    public const ulong NoRenegotiation = 1UL << 30;

    // SSL_CTX_ctrl(3ssl), and the macros that stand for it.
    public const int SetMode = 33;
    public const int SetReadAhead = 41;
    public const int SetSessionCacheMode = 44;
    public const int SetCertificateBytesMax = 51;
    public const int SetServerName = 55;
    public const int AddChainCertificate = 89;
    public const int SetGroups = 92;
    public const int SetMinVersion = 123;
    public const int SetMaxVersion = 124;

    // SSL_CTX_set_mode(3ssl): a write may end early and go on from another place.
    public const nint Mode = 0x1 | 0x2 | 0x4;

    // SSL_CTX_set_session_cache_mode(3ssl).
    public const nint CacheOff = 0;
    public const nint CacheClient = 0x1;
    public const nint CacheNoInternal = 0x300;

    // SSL_CTX_set_verify(3ssl).
    public const int VerifyNone = 0;
    public const int VerifyPeer = 1;
    public const int VerifyFailWithout = 2;

    // SSL_CTX_set_session_ticket_cb(3ssl).
    public const int TicketGood = 5;
    public const int TicketGoodRenew = 6;
    public const int TicketIgnore = 2;
    public const int TicketUse = 3;
    public const int TicketUseRenew = 4;

    // SSL_CTX_set_alpn_select_cb(3ssl).
    public const int ExtensionOk = 0;
    public const int ExtensionFatal = 2;
    public const int ExtensionNone = 3;

    private const string Library = "libssl.so.3";

    /// <summary>Whether this system has it.</summary>
    public static bool IsThere { get; } = NativeLibrary.TryLoad(Library, out _) && NativeLibrary.TryLoad(LibCrypto.Library, out _);

    [DllImport(Library, EntryPoint = "TLS_method")]
    public static extern nint Method();

    [DllImport(Library, EntryPoint = "SSL_CTX_new")]
    public static extern nint NewContext(nint method);

    [DllImport(Library, EntryPoint = "SSL_CTX_free")]
    public static extern void FreeContext(nint context);

    [DllImport(Library, EntryPoint = "SSL_CTX_ctrl")]
    public static extern nint Control(nint context, int command, nint number, nint pointer);

    [DllImport(Library, EntryPoint = "SSL_CTX_ctrl")]
    public static extern nint Control(nint context, int command, nint number, byte[] text);

    [DllImport(Library, EntryPoint = "SSL_CTX_set_options")]
    public static extern ulong SetOptions(nint context, ulong options);

    /// <summary>Of TLS 1.3.</summary>
    [DllImport(Library, EntryPoint = "SSL_CTX_set_ciphersuites")]
    public static extern int SetCipherSuites(nint context, byte[] suites);

    /// <summary>Of TLS 1.2.</summary>
    [DllImport(Library, EntryPoint = "SSL_CTX_set_cipher_list")]
    public static extern int SetCiphers(nint context, byte[] ciphers);

    [DllImport(Library, EntryPoint = "SSL_CTX_use_certificate_ASN1")]
    public static extern int UseCertificate(nint context, int length, byte[] certificate);

    [DllImport(Library, EntryPoint = "SSL_CTX_use_PrivateKey")]
    public static extern int UseKey(nint context, nint key);

    [DllImport(Library, EntryPoint = "SSL_CTX_set_verify")]
    public static extern void SetVerify(nint context, int mode, nint callback);

    [DllImport(Library, EntryPoint = "SSL_CTX_set_cert_verify_callback")]
    public static extern void SetVerifyCallback(nint context, delegate* unmanaged<nint, nint, int> callback, nint argument);

    [DllImport(Library, EntryPoint = "SSL_CTX_set_alpn_protos")]
    public static extern int SetProtocols(nint context, byte[] protocols, uint length);

    [DllImport(Library, EntryPoint = "SSL_CTX_set_alpn_select_cb")]
    public static extern void SetProtocolCallback(nint context, delegate* unmanaged<nint, byte**, byte*, byte*, uint, nint, int> callback, nint argument);

    [DllImport(Library, EntryPoint = "SSL_CTX_set_session_id_context")]
    public static extern int SetSessionContext(nint context, byte[] name, uint length);

    [DllImport(Library, EntryPoint = "SSL_CTX_sess_set_new_cb")]
    public static extern void SetSessionCallback(nint context, delegate* unmanaged<nint, nint, int> callback);

    [DllImport(Library, EntryPoint = "SSL_CTX_set_session_ticket_cb")]
    public static extern int SetTicketCallbacks(nint context, delegate* unmanaged<nint, nint, int> make, delegate* unmanaged<nint, nint, nint, nuint, int, nint, int> take, nint argument);

    [DllImport(Library, EntryPoint = "SSL_CTX_set_num_tickets")]
    public static extern int SetTickets(nint context, nuint count);

    [DllImport(Library, EntryPoint = "SSL_new")]
    public static extern nint New(SslContext context);

    [DllImport(Library, EntryPoint = "SSL_free")]
    public static extern void Free(nint ssl);

    [DllImport(Library, EntryPoint = "SSL_set_bio")]
    public static extern void SetWire(nint ssl, nint read, nint write);

    [DllImport(Library, EntryPoint = "SSL_set_accept_state")]
    public static extern void SetServer(nint ssl);

    [DllImport(Library, EntryPoint = "SSL_set_connect_state")]
    public static extern void SetClient(nint ssl);

    [DllImport(Library, EntryPoint = "SSL_ctrl")]
    public static extern nint ControlOne(nint ssl, int command, nint number, byte[] text);

    [DllImport(Library, EntryPoint = "SSL_set_ex_data")]
    public static extern int SetOwner(nint ssl, int index, nint owner);

    [SuppressGCTransition]
    [DllImport(Library, EntryPoint = "SSL_get_ex_data")]
    public static extern nint GetOwner(nint ssl, int index);

    [DllImport(Library, EntryPoint = "SSL_get_ex_data_X509_STORE_CTX_idx")]
    public static extern int IndexInStore();

    [DllImport(Library, EntryPoint = "SSL_do_handshake")]
    public static extern int Handshake(nint ssl);

    [DllImport(Library, EntryPoint = "SSL_read")]
    public static extern int Read(nint ssl, byte* into, int length);

    [DllImport(Library, EntryPoint = "SSL_peek")]
    public static extern int Peek(nint ssl, byte* into, int length);

    [DllImport(Library, EntryPoint = "SSL_write")]
    public static extern int Write(nint ssl, byte* from, int length);

    [DllImport(Library, EntryPoint = "SSL_shutdown")]
    public static extern int Shutdown(nint ssl);

    /// <summary>Lets go of buffers that hold nothing.</summary>
    [DllImport(Library, EntryPoint = "SSL_free_buffers")]
    public static extern int FreeBuffers(nint ssl);

    [SuppressGCTransition]
    [DllImport(Library, EntryPoint = "SSL_has_pending")]
    public static extern int HasPending(nint ssl);

    [DllImport(Library, EntryPoint = "SSL_get_error")]
    public static extern int Error(nint ssl, int result);

    [DllImport(Library, EntryPoint = "SSL_session_reused")]
    public static extern int IsResumed(nint ssl);

    [DllImport(Library, EntryPoint = "SSL_set_session")]
    public static extern int SetSession(nint ssl, SslSession session);

    [DllImport(Library, EntryPoint = "SSL_SESSION_free")]
    public static extern void FreeSession(nint session);

    [DllImport(Library, EntryPoint = "SSL_SESSION_get0_peer")]
    public static extern nint PeerOfSession(nint session);

    [DllImport(Library, EntryPoint = "SSL_get0_peer_certificate")]
    public static extern nint PeerCertificate(nint ssl);

    [DllImport(Library, EntryPoint = "SSL_get_peer_cert_chain")]
    public static extern nint PeerChain(nint ssl);
}
