using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.DataPlane.Configuration;

/// <summary>Reads the values of an outlier_detection: absent means the default, out of range is refused.</summary>
internal readonly struct OutlierReader(string cluster)
{
    public static int Count(uint? given, int otherwise) => given is { } count ? (int)Math.Min(count, int.MaxValue) : otherwise;

    public int Percent(uint? given, string field, int otherwise) => given switch
    {
        null => otherwise,
        <= 100 => (int)given,
        _ => throw Refuse(field, $"is {given}; a percentage is 0..100"),
    };

    /// <summary>More than nothing.</summary>
    public TimeSpan Span(Duration? given, string field, TimeSpan otherwise)
    {
        if (given is null) return otherwise;
        var span = given.ToTimeSpan();
        if (span <= TimeSpan.Zero) throw Refuse(field, $"is {span.TotalSeconds} s; give more than 0s, or leave it out for the default");
        return span > Timeouts.Least ? span : Timeouts.Least;
    }

    public ResourceException Refuse(string field, string why) => new($"cluster '{cluster}'", $"outlier_detection.{field} {why}");
}
