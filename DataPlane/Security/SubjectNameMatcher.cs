using ActorMesh.Runtime.Identity;

namespace ActorMesh.DataPlane.Security;

/// <summary>One way in which a peer's certificate may be right: a name of this kind that fits.</summary>
/// <param name="Kind">Which names are looked at.</param>
/// <param name="Text">
/// What a name must be, or begin or end with. Compared byte by byte, but for names of DNS: their case means nothing, and <c>*.example.com</c> in a
/// certificate is each name right below that (RFC 6125).
/// </param>
public sealed record SubjectNameMatcher(SubjectNameKind Kind, NameFit Fit, string Text)
{
    public bool Matches(SubjectNames names) => Kind switch
    {
        SubjectNameKind.Uri => names.Uris.Any(name => Fits(name, StringComparison.Ordinal)),
        SubjectNameKind.Dns => names.DnsNames.Any(name => Fits(name, StringComparison.OrdinalIgnoreCase) || (Fit == NameFit.Exact && IsBelow(name))),
        SubjectNameKind.Email => names.Emails.Any(name => Fits(name, StringComparison.Ordinal)),
        _ => false,
    };

    public override string ToString() => Fit switch
    {
        NameFit.Exact => Text,
        NameFit.Prefix => $"{Text}*",
        _ => $"*{Text}",
    };

    private bool Fits(string name, StringComparison comparison) => Fit switch
    {
        NameFit.Exact => name.Equals(Text, comparison),
        NameFit.Prefix => name.StartsWith(Text, comparison),
        _ => name.EndsWith(Text, comparison),
    };

    private bool IsBelow(string name) =>
        name.StartsWith("*.", StringComparison.Ordinal) && Text.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot
        && Text.AsSpan(dot).Equals(name.AsSpan(1), StringComparison.OrdinalIgnoreCase);
}
