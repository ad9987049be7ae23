using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>Reads cookies that a client sent (RFC 6265 section 4.2). Names compare with case.</summary>
internal static class Cookies
{
    /// <summary>The first cookie of that name, in any Cookie field, without the quotes it may stand in.</summary>
    public static bool TryFind(HeaderBlock headers, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        for (var slot = headers.Find(KnownHeader.Cookie); slot >= 0; slot = headers.Find(KnownHeader.Cookie, slot + 1))
            if (TryFindIn(headers.Value(slot), name, out value)) return true;
        value = default;
        return false;
    }

    private static bool TryFindIn(ReadOnlySpan<byte> cookies, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        while (!cookies.IsEmpty)
        {
            var end = cookies.IndexOf((byte)';');
            var pair = (end < 0 ? cookies : cookies[..end]).Trim(" \t"u8);
            if (pair.Length > name.Length && pair[name.Length] == '=' && pair.StartsWith(name))
            {
                value = Unquote(pair[(name.Length + 1)..]);
                return true;
            }
            cookies = end < 0 ? default : cookies[(end + 1)..];
        }
        value = default;
        return false;
    }

    private static ReadOnlySpan<byte> Unquote(ReadOnlySpan<byte> value) =>
        value.Length >= 2 && value[0] == '"' && value[^1] == '"' ? value[1..^1] : value;
}
