using System.Buffers;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>What may stand in a configured header (RFC 9110 section 5).</summary>
internal static class HeaderSyntax
{
    private static readonly SearchValues<char> NameChars =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static bool IsName(string name) => name.Length > 0 && !name.AsSpan().ContainsAnyExcept(NameChars);

    /// <summary>No control characters but the tab.</summary>
    public static bool IsValue(string value) => !value.Any(c => char.IsControl(c) && c != '\t');

    /// <summary>Visible ASCII only: what may stand in a request target or a Location.</summary>
    public static bool IsVisible(string text) => !text.AsSpan().ContainsAnyExceptInRange('!', '~');
}
