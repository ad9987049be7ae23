using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ActorMesh.Runtime.Identity;

/// <summary>A certificate's subject as text (RFC 4514): the most specific first, as in <c>CN=web,O=shop</c>, in printable ASCII and without quotes.</summary>
public static class SubjectText
{
    // RFC 4514 section 3, and what goes with it.
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["2.5.4.3"] = "CN", ["2.5.4.7"] = "L", ["2.5.4.8"] = "ST", ["2.5.4.10"] = "O", ["2.5.4.11"] = "OU", ["2.5.4.6"] = "C", ["2.5.4.9"] = "STREET",
        ["0.9.2342.19200300.100.1.25"] = "DC", ["0.9.2342.19200300.100.1.1"] = "UID", ["2.5.4.5"] = "serialNumber", ["1.2.840.113549.1.9.1"] = "emailAddress",
    };

    public static string Of(X500DistinguishedName subject) => string.Join(',', subject.EnumerateRelativeDistinguishedNames(reversed: true).Select(Part));

    private static string Part(X500RelativeDistinguishedName part)
    {
        if (part.HasMultipleElements) return $"#{Convert.ToHexString(part.RawData.Span)}";
        var type = part.GetSingleElementType().Value ?? "";
        return $"{Names.GetValueOrDefault(type, type)}={Escaped(part.GetSingleElementValue() ?? "")}";
    }

    private static string Escaped(string value)
    {
        var text = new StringBuilder(value.Length);
        var octets = Encoding.UTF8.GetBytes(value);
        for (var i = 0; i < octets.Length; i++)
        {
            var octet = octets[i];
            var isEdge = (i == 0 && octet is (byte)' ' or (byte)'#') || (i == octets.Length - 1 && octet == ' ');
            if (octet is < (byte)' ' or >= 0x7F or (byte)'"') text.Append(CultureInfo.InvariantCulture, $"\\{octet:X2}");
            else if (isEdge || octet is (byte)',' or (byte)'+' or (byte)'\\' or (byte)'<' or (byte)'>' or (byte)';') text.Append('\\').Append((char)octet);
            else text.Append((char)octet);
        }

        return text.ToString();
    }
}
