using CsCheck;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>Small damage to a text of octets: what a sender who is broken, or means harm, might send.</summary>
internal static class Mutation
{
    private static readonly string[] Splinters =
    [
        "\r", "\n", "\r\n", "\r\n\r\n", "\0", " ", "\t", ":", ";", ",", "0", "f", "-", "+", "\u00ff", "#", "\r\n ", "\n\n", "0\r\n\r\n", "Host: b\r\n",
        "Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n", "Connection: close\r\n", "HTTP/1.1", "GET ",
    ];

    /// <summary>One to four changes, each at a place given in thousandths of the length.</summary>
    public static Gen<string> Of(Gen<string> text) => Gen.Select(text, Change.List[1, 4]).Select((whole, changes) => changes.Aggregate(whole, (now, change) => change(now)));

    private static Gen<Func<string, string>> Change =>
        from place in Gen.Double[0, 1]
        from kind in Gen.Int[0, 4]
        from octet in Gen.Int[0, 255]
        from splinter in Gen.OneOf(Splinters)
        from length in Gen.Int[1, 6]
        select (Func<string, string>)(text =>
        {
            var at = (int)(place * Math.Max(0, text.Length - 1));
            var end = Math.Min(text.Length, at + length);
            return kind switch
            {
                0 when text.Length > 0 => text[..at] + (char)octet + text[(at + 1)..],
                1 => text[..at] + text[end..],
                2 => text[..end] + text[at..],
                3 => text[..at] + splinter + text[at..],
                _ => text[..at] + splinter + text[end..],
            };
        });
}
