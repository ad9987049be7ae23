using System.Buffers.Binary;
using System.Text;

namespace ActorMesh.DataPlane.Bytes.Tls;

/// <summary>What a client says of itself in its first message (RFC 8446, section 4.1.2): enough to choose who answers it.</summary>
/// <param name="ServerName">SNI (RFC 6066, section 3), lower case; empty when it names none.</param>
/// <param name="ApplicationProtocols">ALPN (RFC 7301).</param>
public sealed record ClientHello(string ServerName, IReadOnlyList<string> ApplicationProtocols)
{
    /// <summary>The longest record, and so the most that is looked at.</summary>
    public const int BytesMax = RecordHeader + 16384;

    private const int RecordHeader = 5;
    private const int HandshakeHeader = 4;
    private const byte HandshakeRecord = 22;
    private const byte HelloMessage = 1;
    private const ushort ServerNameExtension = 0;
    private const ushort ApplicationProtocolsExtension = 16;

    /// <summary>A hello of which nothing more is known: it is in several records, or not as it should be. The handshake tells.</summary>
    public static ClientHello Unread { get; } = new("", []);

    /// <summary>Looks at the first bytes of a connection. Never throws.</summary>
    public static ClientHelloStep Read(ReadOnlySpan<byte> bytes, out ClientHello? hello)
    {
        hello = null;
        if (bytes.Length == 0) return ClientHelloStep.NeedMore;
        if (bytes[0] != HandshakeRecord || (bytes.Length > 1 && bytes[1] != 3)) return ClientHelloStep.NotTls;
        if (bytes.Length < RecordHeader + 1) return ClientHelloStep.NeedMore;
        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[3..]);
        if (length is < HandshakeHeader or > BytesMax - RecordHeader || bytes[RecordHeader] != HelloMessage) return ClientHelloStep.NotTls;
        if (bytes.Length < RecordHeader + length) return ClientHelloStep.NeedMore;
        hello = OfMessage(bytes.Slice(RecordHeader, length));
        return ClientHelloStep.Whole;
    }

    private static ClientHello OfMessage(ReadOnlySpan<byte> message)
    {
        var length = (message[1] << 16) | BinaryPrimitives.ReadUInt16BigEndian(message[2..]);
        if (length > message.Length - HandshakeHeader) return Unread;
        var rest = new Pieces(message.Slice(HandshakeHeader, length));
        if (!rest.Skip(2 + 32) || !rest.TryTake(1, out _) || !rest.TryTake(2, out _) || !rest.TryTake(1, out _) || !rest.TryTake(2, out var list)) return Unread;
        var (name, protocols) = ("", (IReadOnlyList<string>)[]);
        var extensions = new Pieces(list);
        while (extensions.TryNumber(out var type) && extensions.TryTake(2, out var body))
        {
            if (type == ServerNameExtension) name = NameIn(body);
            else if (type == ApplicationProtocolsExtension) protocols = ProtocolsIn(body);
        }

        return new ClientHello(name, protocols);
    }

    private static string NameIn(ReadOnlySpan<byte> body)
    {
        const byte HostName = 0;
        if (!new Pieces(body).TryTake(2, out var names) || names.IsEmpty || names[0] != HostName) return "";
        return new Pieces(names[1..]).TryTake(2, out var name) && Ascii.IsValid(name) ? Encoding.ASCII.GetString(name).ToLowerInvariant() : "";
    }

    private static List<string> ProtocolsIn(ReadOnlySpan<byte> body)
    {
        var protocols = new List<string>();
        if (!new Pieces(body).TryTake(2, out var list)) return protocols;
        var rest = new Pieces(list);
        while (rest.TryTake(1, out var protocol)) protocols.Add(Encoding.Latin1.GetString(protocol));
        return protocols;
    }

    /// <summary>Takes vectors off the start: a length of one or two bytes, and that many.</summary>
    private ref struct Pieces(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _rest = bytes;

        public bool Skip(int count)
        {
            if (_rest.Length < count) return false;
            _rest = _rest[count..];
            return true;
        }

        public bool TryNumber(out ushort number) => BinaryPrimitives.TryReadUInt16BigEndian(_rest, out number) && Skip(sizeof(ushort));

        public bool TryTake(int lengthBytes, out ReadOnlySpan<byte> taken)
        {
            taken = default;
            if (_rest.Length < lengthBytes) return false;
            var length = lengthBytes == 1 ? _rest[0] : BinaryPrimitives.ReadUInt16BigEndian(_rest);
            if (_rest.Length < lengthBytes + length) return false;
            taken = _rest.Slice(lengthBytes, length);
            _rest = _rest[(lengthBytes + length)..];
            return true;
        }
    }
}
