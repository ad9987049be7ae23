namespace ActorMesh.Hocon.Mesh.Values;

/// <summary>A header as a sign, as people write it: <c>x-retry</c> when it is there, <c>x-state=busy</c> when it has that value.</summary>
/// <param name="Value">Null: any.</param>
public readonly record struct HeaderSign(string Name, string? Value)
{
    private const string Marks = "!#$%&'*+-.^_`|~";

    public static bool TryParse(string text, out HeaderSign sign)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        sign = equals < 0 ? new HeaderSign(text, null) : new HeaderSign(text[..equals], text[(equals + 1)..]);
        return sign.Name.Length > 0 && sign.Name.All(c => char.IsAsciiLetterOrDigit(c) || Marks.Contains(c, StringComparison.Ordinal))
            && sign.Value is not "" && (sign.Value ?? "").All(c => c is >= ' ' and not (char)127);
    }

    public override string ToString() => Value is null ? Name : $"{Name}={Value}";
}
