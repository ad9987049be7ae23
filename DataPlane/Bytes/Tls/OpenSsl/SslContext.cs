using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ActorMesh.DataPlane.Security;
using ActorMesh.Runtime.Identity;
using Microsoft.Win32.SafeHandles;

namespace ActorMesh.DataPlane.Bytes.Tls.OpenSsl;

/// <summary>What all connections of one plan and one certificate share in OpenSSL. A renewed certificate makes another, and sessions of the old are not resumed.</summary>
internal sealed unsafe class SslContext : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <summary>Peers of whom it is remembered what they showed, so that clients may resume and nothing is read twice.</summary>
    private const int RememberedMax = 4096;

    private static readonly EqualityComparer<byte[]> SameBytes = EqualityComparer<byte[]>.Create((one, other) => one.AsSpan().SequenceEqual(other));
    private static readonly ConditionalWeakTable<object, ConcurrentDictionary<object, SslContext>> Known = [];

    private readonly ConcurrentDictionary<string, ShownCertificates> _accepted = new(StringComparer.Ordinal);
    private readonly ConditionalWeakTable<UpstreamSecurity, SslSession> _sessions = [];
    private readonly byte[][] _protocols = [];

    private SslContext(SslProtocols protocols, TlsIdentity? identity)
        : base(ownsHandle: true)
    {
        SetHandle(LibSsl.NewContext(LibSsl.Method()));
        if (IsInvalid) throw new CryptographicException("OpenSSL has no memory for a TLS context.");
        LibSsl.Control(handle, LibSsl.SetMode, LibSsl.Mode, 0);
        LibSsl.Control(handle, LibSsl.SetReadAhead, 1, 0);
        LibSsl.Control(handle, LibSsl.SetCertificateBytesMax, SvidVerifier.ChainSizeMax, 0);
        LibSsl.SetOptions(handle, LibSsl.NoCompression | LibSsl.NoRenegotiation | LibSsl.ServerPreference);
        LibSsl.Control(handle, LibSsl.SetMinVersion, (protocols & SslProtocols.Tls12) != SslProtocols.None ? LibSsl.VersionTls12 : LibSsl.VersionTls13, 0);
        LibSsl.Control(handle, LibSsl.SetMaxVersion, (protocols & SslProtocols.Tls13) != SslProtocols.None ? LibSsl.VersionTls13 : LibSsl.VersionTls12, 0);
        Must(LibSsl.SetCipherSuites(handle, "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256\0"u8.ToArray()) == 1, "cipher suites");
        Must(LibSsl.SetCiphers(handle, "ECDHE+AESGCM:ECDHE+CHACHA20\0"u8.ToArray()) == 1, "ciphers");
        LibSsl.Control(handle, LibSsl.SetGroups, 0, "X25519:P-256:P-384\0"u8.ToArray());
        LibSsl.SetVerifyCallback(handle, &SslCallbacks.Verify, 0);
        if (identity is not null) Use(identity);
    }

    private SslContext(ServerTls tls, TlsIdentity identity)
        : this(tls.Protocols, identity)
    {
        _protocols = [.. tls.ApplicationProtocols.Select(protocol => protocol.Protocol.ToArray())];
        if (_protocols.Length > 0) LibSsl.SetProtocolCallback(handle, &SslCallbacks.ChooseProtocol, 0);
        var asks = tls.Client is not null || tls.RequiresClientCertificate;
        LibSsl.SetVerify(handle, !asks ? LibSsl.VerifyNone : tls.RequiresClientCertificate ? LibSsl.VerifyPeer | LibSsl.VerifyFailWithout : LibSsl.VerifyPeer, 0);
        LibSsl.Control(handle, LibSsl.SetSessionCacheMode, LibSsl.CacheOff, 0); // Sessions are with the clients, in tickets.
        Must(LibSsl.SetSessionContext(handle, "actormesh"u8.ToArray(), (uint)"actormesh"u8.Length) == 1, "session context");
        Must(LibSsl.SetTickets(handle, 1) == 1, "number of tickets");
        Must(LibSsl.SetTicketCallbacks(handle, &SslCallbacks.MakeTicket, &SslCallbacks.TakeTicket, 0) == 1, "tickets");
    }

    private SslContext(ClientTls tls, TlsIdentity? identity)
        : this(tls.Protocols, identity)
    {
        var protocols = tls.ApplicationProtocols.SelectMany(protocol => new[] { (byte)protocol.Protocol.Length }.Concat(protocol.Protocol.ToArray())).ToArray();
        if (protocols.Length > 0) Must(LibSsl.SetProtocols(handle, protocols, (uint)protocols.Length) == 0, "application protocols");
        LibSsl.SetVerify(handle, tls.Server is null ? LibSsl.VerifyNone : LibSsl.VerifyPeer, 0);
        LibSsl.Control(handle, LibSsl.SetSessionCacheMode, LibSsl.CacheClient | LibSsl.CacheNoInternal, 0);
        LibSsl.SetSessionCallback(handle, &SslCallbacks.KeepSession);
    }

    /// <exception cref="CryptographicException">OpenSSL does not take the certificate.</exception>
    public static SslContext Of(ServerTls tls, TlsIdentity identity) => Known.GetOrCreateValue(identity).GetOrAdd(tls, _ => new SslContext(tls, identity));

    /// <inheritdoc cref="Of(ServerTls, TlsIdentity)"/>
    public static SslContext Of(ClientTls tls, TlsIdentity? identity) => Known.GetOrCreateValue((object?)identity ?? tls).GetOrAdd(tls, _ => new SslContext(tls, identity));

    /// <summary>Which of those that a client offers is spoken, of ours the first; null when none is.</summary>
    /// <param name="offered">Each with its length before it.</param>
    public byte[]? Choose(ReadOnlySpan<byte> offered)
    {
        foreach (var own in _protocols)
            for (var rest = offered; rest.Length > rest[0]; rest = rest[(rest[0] + 1)..])
            {
                if (rest.Slice(1, rest[0]).SequenceEqual(own)) return own;
                if (rest.Length == rest[0] + 1) break;
            }

        return null;
    }

    /// <summary>What a peer shows. Of one that was let in with the same before, it has been read already.</summary>
    /// <exception cref="CryptographicException">It cannot be read.</exception>
    public ShownCertificates Shown(nint certificate, nint sent)
    {
        var leaf = Certificates.DerOf(certificate);
        var above = Certificates.Above(leaf, sent);
        return _accepted.TryGetValue(KeyOf(leaf), out var known) && known.Above.Select(one => one.RawData).SequenceEqual(above, SameBytes)
            ? known
            : new ShownCertificates(X509CertificateLoader.LoadCertificate(leaf), [.. above.Select(one => X509CertificateLoader.LoadCertificate(one))]);
    }

    /// <summary>A peer was let in. The ticket of a client will hold its own certificate, not those above: they are kept here.</summary>
    public void Remember(ShownCertificates shown)
    {
        var key = KeyOf(shown.Leaf.RawDataMemory.Span);
        if (_accepted.Count >= RememberedMax && !_accepted.ContainsKey(key)) _accepted.Clear(); // Whoever is forgotten proves itself again.
        _accepted[key] = shown;
    }

    /// <summary>What was shown by whoever was let in with that certificate; null when nobody is remembered who was.</summary>
    public ShownCertificates? Remembered(nint certificate) => _accepted.GetValueOrDefault(KeyOf(Certificates.DerOf(certificate)));

    /// <summary>Offers the endpoint the session that it gave last.</summary>
    public void Resume(nint ssl, UpstreamSecurity to)
    {
        if (_sessions.TryGetValue(to, out var session)) _ = LibSsl.SetSession(ssl, session); // Else all is proved anew.
    }

    /// <summary>What the endpoint gave is of no use any more.</summary>
    public void Forget(UpstreamSecurity to) => _sessions.Remove(to);

    /// <summary>Keeps what an endpoint gave, for the next connection to it.</summary>
    public void Keep(nint session, UpstreamSecurity to) => _sessions.AddOrUpdate(to, new SslSession(session));

    protected override bool ReleaseHandle()
    {
        LibSsl.FreeContext(handle);
        return true;
    }

    private void Use(TlsIdentity identity)
    {
        var der = identity.Certificate.RawData;
        Must(LibSsl.UseCertificate(handle, der.Length, der) == 1, "certificate");
        using (var key = identity.Certificate.GetECDsaPrivateKey() ?? (AsymmetricAlgorithm?)identity.Certificate.GetRSAPrivateKey() ?? throw new CryptographicException("The certificate has no key of a kind that is known."))
            UseKey(key);
        foreach (var intermediate in identity.Intermediates)
        {
            var copy = Certificates.Copy(intermediate);
            LibSsl.Control(handle, LibSsl.AddChainCertificate, 1, copy);
            LibCrypto.FreeCertificate(copy);
        }
    }

    private void UseKey(AsymmetricAlgorithm key)
    {
        var bytes = key.ExportPkcs8PrivateKey();
        try
        {
            fixed (byte* start = bytes)
            {
                var at = start;
                var copy = LibCrypto.ReadKey(0, &at, bytes.Length);
                var taken = copy != 0 && LibSsl.UseKey(handle, copy) == 1;
                if (copy != 0) LibCrypto.FreeKey(copy);
                Must(taken, "key");
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static string KeyOf(ReadOnlySpan<byte> der) => Convert.ToHexString(SHA256.HashData(der));

    private static void Must(bool isTaken, string what)
    {
        if (!isTaken) throw new CryptographicException($"OpenSSL does not take the {what}.");
    }
}
