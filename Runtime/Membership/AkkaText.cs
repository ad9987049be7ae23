using System.Globalization;

namespace ActorMesh.Runtime.Membership;

/// <summary>Values as Akka's settings are written.</summary>
public static class AkkaText
{
    /// <exception cref="MemberException">It cannot be written: Akka's reader knows no way to say a line break.</exception>
    public static string Quoted(string text)
    {
        if (text.Any(char.IsControl)) throw new MemberException("a setting has a line break or another control character in it; take it out");
        return $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>In milliseconds.</summary>
    public static string Of(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalMilliseconds}ms");
}
