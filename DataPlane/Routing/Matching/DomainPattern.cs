using System.Text;

namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>One entry of a virtual host's domains.</summary>
/// <param name="Kind">How it is compared.</param>
/// <param name="Fixed">The bytes without the star, in the form of <see cref="AuthorityName"/>.</param>
internal readonly record struct DomainPattern(DomainKind Kind, byte[] Fixed)
{
    /// <summary>Reads <c>www.foo.com</c>, <c>*.foo.com</c>, <c>foo.*</c> or <c>*</c>; null when a star stands anywhere else.</summary>
    public static DomainPattern? Parse(string domain)
    {
        if (domain == "*") return new DomainPattern(DomainKind.Any, []);
        var kind = domain.StartsWith('*') ? DomainKind.Suffix : domain.EndsWith('*') ? DomainKind.Prefix : DomainKind.Exact;
        var text = kind switch
        {
            DomainKind.Suffix => domain[1..],
            DomainKind.Prefix => domain[..^1],
            _ => domain,
        };
        if (text.Contains('*')) return null;
        var bytes = Encoding.UTF8.GetBytes(text.ToLowerInvariant());
        // The dot of `foo.*` is part of the name, not the end of one.
        if (kind != DomainKind.Prefix) bytes = WithoutLastDot(bytes);
        return bytes.Length == 0 ? null : new DomainPattern(kind, bytes);
    }

    /// <summary>Equal for two domains that say the same.</summary>
    public string Key => $"{Kind}:{Encoding.UTF8.GetString(Fixed)}";

    private static byte[] WithoutLastDot(byte[] bytes) =>
        AuthorityName.Normalise(bytes, ignorePort: false, new byte[bytes.Length]).ToArray();
}
