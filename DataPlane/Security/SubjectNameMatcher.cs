using ActorMesh.Runtime.Identity;

namespace ActorMesh.DataPlane.Security;

/// <summary>One way in which a peer's certificate may be right: a name of this kind that fits.</summary>
/// <param name="Kind">Which names are looked at.</param>
/// <param name="Text">What a name must be, or begin or end with. Compared byte by byte.</param>
public sealed record SubjectNameMatcher(SubjectNameKind Kind, NameFit Fit, string Text)
{
    public bool Matches(SubjectNames names) => Kind switch
    {
        SubjectNameKind.Uri => names.Uris.Any(Fits),
        SubjectNameKind.Dns => names.DnsNames.Any(Fits),
        SubjectNameKind.Email => names.Emails.Any(Fits),
        _ => false,
    };

    public override string ToString() => Fit switch
    {
        NameFit.Exact => Text,
        NameFit.Prefix => $"{Text}*",
        _ => $"*{Text}",
    };

    private bool Fits(string name) => Fit switch
    {
        NameFit.Exact => name.Equals(Text, StringComparison.Ordinal),
        NameFit.Prefix => name.StartsWith(Text, StringComparison.Ordinal),
        _ => name.EndsWith(Text, StringComparison.Ordinal),
    };
}
