using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Configuration;

/// <summary>How large a head may be, as requests and answers are both configured: by the size of the whole, and by the number of its fields.</summary>
internal static class HeadLimits
{
    /// <param name="kibibytes">Of the whole head; null for the default.</param>
    /// <param name="fields">Null for the default.</param>
    public static MessageLimits Of(uint? kibibytes, uint? fields)
    {
        var limits = MessageLimits.Default;
        if (kibibytes is { } size) limits = limits.WithHead((int)size * 1024);
        return fields is { } count ? limits with { HeaderCountMax = (int)Math.Min(count, int.MaxValue) } : limits;
    }
}
