namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>Reads parameters out of a query, as they are written: nothing is decoded.</summary>
internal static class QueryParameters
{
    /// <summary>The first parameter of that name; one without <c>=</c> has an empty value.</summary>
    public static bool TryFind(ReadOnlySpan<byte> query, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        while (!query.IsEmpty)
        {
            var end = query.IndexOf((byte)'&');
            var pair = end < 0 ? query : query[..end];
            if (pair.StartsWith(name) && (pair.Length == name.Length || pair[name.Length] == '='))
            {
                value = pair.Length == name.Length ? default : pair[(name.Length + 1)..];
                return true;
            }
            query = end < 0 ? default : query[(end + 1)..];
        }
        value = default;
        return false;
    }
}
