namespace ActorMesh.DataPlane.Http;

/// <summary>How much of a message head is taken from a peer. Everything that a stranger can make grow has its number here.</summary>
/// <param name="HeadBytesMax">All of the head, request or status line included. 60 KiB as in Envoy, 8192 KiB at most. Beyond it: 431.</param>
/// <param name="HeaderCountMax">Fields in a head. 100 as in Envoy. Beyond it: 431.</param>
/// <param name="RequestLineBytesMax">The request line. 8 KiB as in HTTP servers at large. Beyond it: 414.</param>
/// <param name="FieldBytesMax">One field line. 16 KiB. Beyond it: 431.</param>
/// <param name="ChunkLineBytesMax">A chunk-size line with its extensions. 272 bytes: 16 hex digits and 256 of extension.</param>
/// <param name="ChunkExtensionBytesMax">Extensions of one body together. 8 KiB.</param>
/// <param name="TrailerBytesMax">The trailer section of a chunked body. 8 KiB.</param>
/// <param name="AllowHttp10">Whether HTTP/1.0 requests are served.</param>
public sealed record MessageLimits(
    int HeadBytesMax = 60 * 1024,
    int HeaderCountMax = 100,
    int RequestLineBytesMax = 8 * 1024,
    int FieldBytesMax = 16 * 1024,
    int ChunkLineBytesMax = 272,
    int ChunkExtensionBytesMax = 8 * 1024,
    int TrailerBytesMax = 8 * 1024,
    bool AllowHttp10 = true)
{
    public static MessageLimits Default { get; } = new();

    /// <summary>Another size for the whole head, which one line may fill: who asks for large heads has large lines in mind, as cookies are.</summary>
    public MessageLimits WithHead(int bytes) => this with { HeadBytesMax = bytes, FieldBytesMax = bytes, RequestLineBytesMax = bytes };
}
