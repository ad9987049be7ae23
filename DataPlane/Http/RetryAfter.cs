using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace ActorMesh.DataPlane.Http;

/// <summary>Reads <c>retry-after</c>: seconds, or a date in one of the three forms that HTTP has had (RFC 9110 sections 10.2.3 and 5.6.7).</summary>
public static class RetryAfter
{
    private static readonly string[] DateForms = ["r", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy"];

    /// <summary>How long from <paramref name="now"/>; zero for a date that has passed; null for what is neither.</summary>
    public static TimeSpan? Read(ReadOnlySpan<byte> value, DateTimeOffset now)
    {
        if (Utf8Parser.TryParse(value, out uint seconds, out var used) && used == value.Length) return TimeSpan.FromSeconds(seconds);
        return DateTimeOffset.TryParseExact(
            Encoding.Latin1.GetString(value), DateForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite, out var date)
            ? Later(date - now)
            : null;
    }

    private static TimeSpan Later(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.Zero;
}
