namespace ActorMesh.DataPlane.Routing.Filters;

/// <summary>Makes further draws of the one that a request has, so that shares of it do not all hit the same requests.</summary>
internal static class FilterDraw
{
    public const ulong LimitEnabled = 1;
    public const ulong LimitEnforced = 2;
    public const ulong Delay = 3;
    public const ulong Abort = 4;

    /// <summary>The same draw and purpose give the same number; another purpose gives an independent one (the output function of SplitMix64).</summary>
    public static ulong For(ulong purpose, ulong random)
    {
        var z = random + (purpose * 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
