using System.Globalization;

namespace ActorMesh.Runtime.Identity;

/// <summary>How a bundle in PEM says which it is: a line before its first certificate, which readers of PEM pass over (RFC 7468, section 2).</summary>
public static class BundleSequence
{
    private const string Prefix = "# bundle ";

    public static string Line(long sequence) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{sequence}\n");

    /// <returns>0 where there is none.</returns>
    public static long In(string pem) =>
        pem.StartsWith(Prefix, StringComparison.Ordinal) && pem.IndexOf('\n', StringComparison.Ordinal) is var end && long.TryParse(pem.AsSpan(Prefix.Length, Math.Max(0, end - Prefix.Length)), CultureInfo.InvariantCulture, out var sequence)
            ? sequence
            : 0;
}
