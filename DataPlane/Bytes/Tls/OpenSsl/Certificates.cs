using System.Security.Cryptography.X509Certificates;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.DataPlane.Bytes.Tls.OpenSsl;

/// <summary>Takes certificates over from OpenSSL, and gives ours.</summary>
internal static unsafe class Certificates
{
    // X509_STORE_CTX_get_error(3). Each makes OpenSSL tell the peer by the alert that fits.
    private const int BadSignature = 7, NotYetValid = 9, Expired = 10, UnknownIssuer = 20, WrongPurpose = 26, Rejected = 28;

    public static byte[] DerOf(nint certificate)
    {
        var bytes = new byte[LibCrypto.WriteCertificate(certificate, null)];
        fixed (byte* start = bytes)
        {
            var at = start;
            _ = LibCrypto.WriteCertificate(certificate, &at);
        }

        return bytes;
    }

    /// <summary>What a peer sent besides its own certificate, in its order.</summary>
    public static List<byte[]> Above(byte[] leaf, nint stack)
    {
        var count = stack == 0 ? 0 : LibCrypto.CountOf(stack);
        List<byte[]> above = new(count);
        for (var i = 0; i < count; i++)
        {
            var der = DerOf(LibCrypto.ItemOf(stack, i));
            if (!leaf.AsSpan().SequenceEqual(der)) above.Add(der);
        }

        return above;
    }

    /// <summary>A copy of OpenSSL's own; to be freed, or given away.</summary>
    public static nint Copy(X509Certificate2 certificate)
    {
        var der = certificate.RawData;
        fixed (byte* start = der)
        {
            var at = start;
            return LibCrypto.ReadCertificate(0, &at, der.Length);
        }
    }

    public static int ErrorFor(SvidFault? fault) => fault switch
    {
        SvidFault.Expired => Expired,
        SvidFault.NotYetValid => NotYetValid,
        SvidFault.Untrusted or SvidFault.ForeignTrustDomain or SvidFault.NoRoots or SvidFault.IssuerNotAllowed or SvidFault.IssuerNotInTime => UnknownIssuer,
        SvidFault.BadSignature => BadSignature,
        SvidFault.ExtendedUsage => WrongPurpose,
        _ => Rejected,
    };
}
