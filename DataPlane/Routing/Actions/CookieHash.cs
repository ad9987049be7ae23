using System.IO.Hashing;
using System.Text;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Actions;

/// <summary>Hashes a cookie. With a lifetime, a client that has no such cookie gets one, made of both ends of its connection.</summary>
/// <param name="name">Cookie name.</param>
/// <param name="attributes">What follows the value in Set-Cookie, <c>; Path=/</c> and so on; null when no cookie is to be made.</param>
/// <param name="terminal">See <see cref="HashPolicy.IsTerminal"/>.</param>
internal sealed class CookieHash(string name, string? attributes, bool terminal) : HashPolicy(terminal)
{
    /// <summary>Bytes of a generated value: a 64-bit number in hexadecimal.</summary>
    public const int ValueLength = 16;

    private readonly byte[] _name = Encoding.UTF8.GetBytes(name);

    public byte[] NameAndSeparator { get; } = Encoding.UTF8.GetBytes(name + "=\"");

    public byte[]? Attributes { get; } = attributes is null ? null : Encoding.UTF8.GetBytes("\"" + attributes);

    public override bool TryHash(RequestHead head, ExchangeFacts facts, out ulong hash)
    {
        var found = Cookies.TryFind(head.Headers, _name, out var value);
        hash = found ? XxHash64.HashToUInt64(value) : 0;
        return found;
    }

    /// <summary>The number of a new cookie: the same for all requests of one connection.</summary>
    public static ulong NewValue(ExchangeFacts facts)
    {
        var remote = XxHash64.HashToUInt64(facts.ClientAddressAndPort.Span);
        return XxHash64.HashToUInt64(facts.LocalAddressAndPort.Span, unchecked((long)remote));
    }

    /// <summary>The hash that the client's next request will have, once it sends <paramref name="value"/> back.</summary>
    public static ulong HashOf(ulong value)
    {
        Span<byte> text = stackalloc byte[ValueLength];
        WriteValue(value, text);
        return XxHash64.HashToUInt64(text);
    }

    public static void WriteValue(ulong value, Span<byte> text) => value.TryFormat(text, out _, "x16");
}
