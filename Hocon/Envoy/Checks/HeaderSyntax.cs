using System.Buffers;

namespace ActorMesh.Hocon.Envoy.Checks;

/// <summary>What may stand in a header field.</summary>
/// <remarks>Source: RFC 9110, sections 5.1, 5.5 and 5.6.2.</remarks>
internal static class HeaderSyntax
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> Forbidden = SearchValues.Create("\0\r\n");

    public static bool IsName(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(TokenCharacters);

    /// <summary>False for what would end the field early and let a value write fields of its own.</summary>
    public static bool IsValue(string text) => !text.AsSpan().ContainsAny(Forbidden);

    /// <summary>Fields that decide where a message goes: rewriting them has ways of its own.</summary>
    public static bool IsRouting(string name) => name.StartsWith(':') || name.Equals("host", StringComparison.OrdinalIgnoreCase);
}
