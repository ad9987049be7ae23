using System.Buffers;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>
/// One element of x-forwarded-client-cert, such as <c>By=spiffe://a/b;Hash=…;Subject="CN=c";URI=spiffe://a/c</c>. No value can end its element or begin
/// another: what separates them makes it quoted, and quotes and all that is no printable ASCII are escaped.
/// </summary>
internal static class CertificateElement
{
    private static readonly SearchValues<char> Separators = SearchValues.Create(",;=");

    /// <param name="localUri">Of the certificate that was shown to the client.</param>
    public static byte[] Of(PeerIdentity peer, string? localUri, ClientCertificateForwarding what)
    {
        List<string> pairs = [];
        if (localUri is not null) pairs.Add($"By={Value(localUri)}");
        pairs.Add($"Hash={peer.Sha256}");
        if (what.Certificate) pairs.Add($"Cert=\"{Pem(peer.Certificate)}\"");
        if (what.Chain) pairs.Add($"Chain=\"{Pem(peer.Certificate)}{string.Concat(peer.Intermediates.Select(Pem))}\"");
        if (what.Subject) pairs.Add($"Subject=\"{peer.Subject}\"");
        if (what.Uris) pairs.AddRange(peer.Uris.Select(uri => $"URI={Value(uri)}"));
        if (what.DnsNames) pairs.AddRange(peer.DnsNames.Select(name => $"DNS={Value(name)}"));
        return Encoding.ASCII.GetBytes(string.Join(';', pairs));
    }

    private static string Pem(X509Certificate2 certificate) => Uri.EscapeDataString($"{certificate.ExportCertificatePem()}\n");

    private static string Value(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(text))
            if (octet is <= (byte)' ' or (byte)'"' or (byte)'\\' or >= 0x7F) safe.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
            else safe.Append((char)octet);
        return text.AsSpan().ContainsAny(Separators) ? $"\"{safe}\"" : safe.ToString();
    }
}
