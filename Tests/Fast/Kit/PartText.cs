using ActorMesh.DataPlane.Http;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>
/// Parts of messages in a few characters: what the head says first, then body bytes in brackets, then a full stop where the message ends:
/// <c>POST /a</c>, <c>[body]</c>, <c>200[body].</c>
/// </summary>
internal static class PartText
{
    public static string Of(MessagePart<RequestHead> part) =>
        (part.Head is { } head ? $"{head.MethodBytes.Latin()} {head.Target.Latin()}" : "") + (part.Error is { } error ? $"!{error.Code}" : "") + Body(part);

    /// <summary>An answer of the proxy itself is told with its flags: <c>503 UO[text].</c></summary>
    public static string Of(MessagePart<ResponseHead> part) =>
        (part.Head is { } head ? head.Status + (head.Headers.Header("x-actormesh-flags") is { } flags ? " " + flags : "") : "") + Body(part);

    private static string Body<THead>(MessagePart<THead> part)
        where THead : class =>
        (part.Length > 0 ? $"[{part.Data.Latin()}]" : "") + (part.IsLast ? "." : "");
}
