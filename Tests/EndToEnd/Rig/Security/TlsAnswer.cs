using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace ActorMesh.Tests.EndToEnd.Rig.Security;

/// <summary>What came of a foreign client's attempt, as it said itself.</summary>
internal sealed partial record TlsAnswer(string Output)
{
    /// <summary>That the other side refused it with (RFC 8446, section 6); null for none.</summary>
    public int? Alert => AlertNumber().Match(Output) is { Success: true } alert ? int.Parse(alert.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;

    /// <summary>Of an answer by HTTP/1.1; null for none.</summary>
    public int? Status => StatusLine().Match(Output) is { Success: true } line ? int.Parse(line.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;

    /// <summary>Of the other side's certificate; empty when it showed none.</summary>
    public string Serial
    {
        get
        {
            if (!Output.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal)) return "";
            using var certificate = X509Certificate2.CreateFromPem(Output);
            return certificate.SerialNumber;
        }
    }

    [GeneratedRegex(@"SSL alert number (\d+)", RegexOptions.None, 1000)]
    private static partial Regex AlertNumber();

    [GeneratedRegex(@"HTTP/1\.1 (\d{3})", RegexOptions.None, 1000)]
    private static partial Regex StatusLine();
}
