using System.Buffers.Text;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Resilience.Limiting;

namespace ActorMesh.DataPlane.Routing.Filters;

/// <summary>The header fields in which a client is told of its limit.</summary>
internal static class LimitFields
{
    /// <summary>Of three numbers and the words between them.</summary>
    private const int TextBytesMax = 96;

    /// <summary>x-ratelimit-limit (with the window in which an empty bucket fills), -remaining and -reset (draft-polli-ratelimit-headers-03).</summary>
    public static void AddCustomary(HeaderBlock answer, BucketSettings bucket, BucketReading reading)
    {
        Span<byte> text = stackalloc byte[TextBytesMax];
        var length = Number(text, bucket.TokensMax);
        length += Word(text[length..], ", "u8);
        length += Number(text[length..], bucket.TokensMax);
        length += Word(text[length..], ";w="u8);
        length += Number(text[length..], Seconds(bucket.TimeToFill));
        answer.Set("x-ratelimit-limit"u8, text[..length]);
        answer.Set("x-ratelimit-remaining"u8, text[..Number(text, reading.Remaining)]);
        answer.Set("x-ratelimit-reset"u8, text[..Number(text, Seconds(reading.UntilFull))]);
    }

    /// <summary>ratelimit-policy and ratelimit (draft-ietf-httpapi-ratelimit-headers-10).</summary>
    public static void AddDraft(HeaderBlock answer, BucketSettings bucket, BucketReading reading, bool isGlobal = false)
    {
        Span<byte> text = stackalloc byte[TextBytesMax];
        var length = Word(text, isGlobal ? "\"global\";q="u8 : "\"local\";q="u8);
        length += Number(text[length..], bucket.TokensMax);
        length += Word(text[length..], ";w="u8);
        length += Number(text[length..], Seconds(bucket.TimeToFill));
        answer.Set("ratelimit-policy"u8, text[..length]);
        length = Word(text, isGlobal ? "\"global\";r="u8 : "\"local\";r="u8);
        length += Number(text[length..], reading.Remaining);
        length += Word(text[length..], ";t="u8);
        length += Number(text[length..], Seconds(reading.UntilFull));
        answer.Set("ratelimit"u8, text[..length]);
    }

    /// <summary>When to come again, and that it was a limit which refused: proxies do not retry that.</summary>
    /// <param name="isMarked">Whether the second is said.</param>
    public static void AddRefusal(HeaderBlock answer, BucketReading reading, bool isMarked = true)
    {
        Span<byte> text = stackalloc byte[TextBytesMax];
        answer.Set("retry-after"u8, text[..Number(text, Math.Max(1, Seconds(reading.UntilNext)))]);
        if (isMarked) answer.Set("x-envoy-ratelimited"u8, "true"u8);
    }

    /// <summary>Whole ones, rounded up.</summary>
    private static long Seconds(TimeSpan span) => (span.Ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;

    private static int Number(Span<byte> target, long number)
    {
        Utf8Formatter.TryFormat(number, target, out var written);
        return written;
    }

    private static int Word(Span<byte> target, ReadOnlySpan<byte> word)
    {
        word.CopyTo(target);
        return word.Length;
    }
}
