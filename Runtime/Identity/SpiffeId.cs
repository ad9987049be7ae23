using System.Text;

namespace ActorMesh.Runtime.Identity;

/// <summary>
/// The name of a workload, <c>spiffe://TRUST-DOMAIN/PATH</c>, or of a whole trust domain, which has no path. What is read is in its one normal
/// form: nothing is repaired, so that equal texts are equal identities and no others are.
/// </summary>
/// <remarks>Source: SPIFFE ID specification, section 2.</remarks>
public sealed class SpiffeId : IEquatable<SpiffeId>
{
    /// <summary>Bytes of the whole.</summary>
    public const int LengthMax = 2048;

    /// <summary>Bytes.</summary>
    public const int TrustDomainMax = 255;

    public const string Scheme = "spiffe://";

    private readonly string _text;

    private SpiffeId(string text, int domainEnd)
    {
        _text = text;
        TrustDomain = text[Scheme.Length..domainEnd];
        Path = text[domainEnd..];
    }

    public string TrustDomain { get; }

    /// <summary>With its leading slash; empty for a trust domain.</summary>
    public string Path { get; }

    /// <param name="text">As it stands in a certificate.</param>
    /// <param name="problem">What is wrong with it; empty when it is one.</param>
    public static bool TryParse(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SpiffeId? id, out string problem)
    {
        text ??= "";
        id = null;
        problem = ProblemOf(text, out var domainEnd) ?? "";
        if (problem.Length > 0) return false;
        id = new SpiffeId(text, domainEnd);
        return true;
    }

    /// <exception cref="FormatException">It is none.</exception>
    public static SpiffeId Parse(string text) => TryParse(text, out var id, out var problem) ? id : throw new FormatException(problem);

    /// <summary><c>spiffe://TRUST-DOMAIN/ns/NAMESPACE/sa/NAME</c>.</summary>
    /// <exception cref="FormatException">A part cannot stand in one.</exception>
    public static SpiffeId ForWorkload(string trustDomain, string @namespace, string name) => Parse($"{Scheme}{trustDomain}{WorkloadPath(@namespace, name)}");

    /// <summary><c>/ns/NAMESPACE/sa/NAME</c>.</summary>
    public static string WorkloadPath(string @namespace, string name) => $"/ns/{@namespace}/sa/{name}";

    /// <exception cref="FormatException">It cannot be one.</exception>
    public static SpiffeId ForTrustDomain(string trustDomain) => Parse(Scheme + trustDomain);

    /// <returns>Null when it can be the name of a trust domain.</returns>
    public static string? TrustDomainProblem(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return "it has no trust domain";
        if (text.Length > TrustDomainMax) return $"its trust domain is longer than {TrustDomainMax} bytes";
        foreach (var c in text)
            if (!IsOfTrustDomain(c)) return $"its trust domain has {Shown(c)}; lower-case letters, digits, dots, dashes and underscores may stand there";
        return null;
    }

    public bool Equals(SpiffeId? other) => other is not null && string.Equals(_text, other._text, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as SpiffeId);

    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => _text;

    private static string? ProblemOf(string text, out int domainEnd)
    {
        domainEnd = 0;
        if (Encoding.UTF8.GetByteCount(text) > LengthMax) return $"it is longer than {LengthMax} bytes";
        if (!text.StartsWith(Scheme, StringComparison.Ordinal)) return $"it does not begin with {Scheme}";
        var slash = text.IndexOf('/', Scheme.Length);
        domainEnd = slash < 0 ? text.Length : slash;
        return TrustDomainProblem(text.AsSpan(Scheme.Length, domainEnd - Scheme.Length)) ?? PathProblem(text.AsSpan(domainEnd));
    }

    private static string? PathProblem(ReadOnlySpan<char> path)
    {
        if (path.IsEmpty) return null;
        foreach (var range in path[1..].Split('/'))
        {
            var segment = path[1..][range];
            if (segment.IsEmpty) return "its path has an empty segment: two slashes in a row, or one at its end";
            if (segment is "." or "..") return "its path has a segment of dots alone";
            foreach (var c in segment)
                if (!IsOfPath(c)) return $"its path has {Shown(c)}; letters, digits, dots, dashes and underscores may stand there";
        }
        return null;
    }

    private static bool IsOfTrustDomain(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '_';

    private static bool IsOfPath(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_';

    private static string Shown(char c) => c is > ' ' and < (char)127 ? $"'{c}'" : $"the character U+{(int)c:X4}";
}
