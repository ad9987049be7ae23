using System.Text;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>Octets as texts and back: each character is one octet (Latin-1), so that a test can write down every input there is.</summary>
internal static class Wire
{
    public static byte[] Octets(this string text) => Encoding.Latin1.GetBytes(text);

    public static string Latin(this ReadOnlySpan<byte> octets) => Encoding.Latin1.GetString(octets);

    public static string Latin(this Span<byte> octets) => Encoding.Latin1.GetString(octets);

    /// <summary>The text in parts that begin at these places; places beyond its end mean nothing.</summary>
    public static IReadOnlyList<string> Cut(this string text, IEnumerable<int> places)
    {
        var parts = new List<string>();
        var start = 0;
        foreach (var place in places.Where(place => place > 0 && place < text.Length).Distinct().Order())
        {
            parts.Add(text[start..place]);
            start = place;
        }

        parts.Add(text[start..]);
        return parts;
    }

    /// <summary>Every octet for itself.</summary>
    public static IReadOnlyList<string> Single(this string text) => [.. text.Select(octet => octet.ToString())];
}
