using System.Runtime.InteropServices;

namespace ActorMesh.DataPlane.Bytes.Tls.OpenSsl;

/// <summary>The part of OpenSSL 3 that <see cref="LibSsl"/> stands on (its manual pages of section 3).</summary>
internal static unsafe class LibCrypto
{
    public const string Library = "libcrypto.so.3";

    // BIO_should_retry(3).
    public const int RetryRead = 0x1 | 0x8;
    public const int RetryWrite = 0x2 | 0x8;
    public const int RetryAny = 0x1 | 0x2 | 0x4 | 0x8;

    /// <summary>BIO_ctrl(3): BIO_CTRL_FLUSH.</summary>
    public const int Flush = 11;

    [DllImport(Library, EntryPoint = "BIO_get_new_index")]
    public static extern int NewBioType();

    [DllImport(Library, EntryPoint = "BIO_meth_new")]
    public static extern nint NewBioMethod(int type, byte[] name);

    [DllImport(Library, EntryPoint = "BIO_meth_set_read")]
    public static extern int SetRead(nint method, delegate* unmanaged<nint, byte*, int, int> read);

    [DllImport(Library, EntryPoint = "BIO_meth_set_write")]
    public static extern int SetWrite(nint method, delegate* unmanaged<nint, byte*, int, int> write);

    [DllImport(Library, EntryPoint = "BIO_meth_set_ctrl")]
    public static extern int SetControl(nint method, delegate* unmanaged<nint, int, nint, nint, nint> control);

    [DllImport(Library, EntryPoint = "BIO_new")]
    public static extern nint NewBio(nint method);

    [DllImport(Library, EntryPoint = "BIO_set_init")]
    public static extern void SetReady(nint bio, int isReady);

    [DllImport(Library, EntryPoint = "BIO_set_data")]
    public static extern void SetOwner(nint bio, nint owner);

    [SuppressGCTransition]
    [DllImport(Library, EntryPoint = "BIO_get_data")]
    public static extern nint GetOwner(nint bio);

    [SuppressGCTransition]
    [DllImport(Library, EntryPoint = "BIO_set_flags")]
    public static extern void SetFlags(nint bio, int flags);

    [SuppressGCTransition]
    [DllImport(Library, EntryPoint = "BIO_clear_flags")]
    public static extern void ClearFlags(nint bio, int flags);

    [DllImport(Library, EntryPoint = "d2i_AutoPrivateKey")]
    public static extern nint ReadKey(nint into, byte** from, nint length);

    [DllImport(Library, EntryPoint = "EVP_PKEY_free")]
    public static extern void FreeKey(nint key);

    [DllImport(Library, EntryPoint = "d2i_X509")]
    public static extern nint ReadCertificate(nint into, byte** from, nint length);

    [DllImport(Library, EntryPoint = "i2d_X509")]
    public static extern int WriteCertificate(nint certificate, byte** into);

    [DllImport(Library, EntryPoint = "X509_free")]
    public static extern void FreeCertificate(nint certificate);

    [DllImport(Library, EntryPoint = "OPENSSL_sk_num")]
    public static extern int CountOf(nint stack);

    [DllImport(Library, EntryPoint = "OPENSSL_sk_value")]
    public static extern nint ItemOf(nint stack, int index);

    [DllImport(Library, EntryPoint = "X509_STORE_CTX_get0_cert")]
    public static extern nint CertificateOf(nint store);

    [DllImport(Library, EntryPoint = "X509_STORE_CTX_get0_untrusted")]
    public static extern nint SentWith(nint store);

    [DllImport(Library, EntryPoint = "X509_STORE_CTX_get_ex_data")]
    public static extern nint OwnerOf(nint store, int index);

    [DllImport(Library, EntryPoint = "X509_STORE_CTX_set_error")]
    public static extern void SetError(nint store, int error);

    [SuppressGCTransition]
    [DllImport(Library, EntryPoint = "ERR_clear_error")]
    public static extern void ClearErrors();

    [DllImport(Library, EntryPoint = "ERR_get_error")]
    public static extern ulong LastError();

    [DllImport(Library, EntryPoint = "ERR_reason_error_string")]
    public static extern nint ReasonOf(ulong error);
}
