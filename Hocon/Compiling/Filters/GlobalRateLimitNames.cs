namespace ActorMesh.Hocon.Compiling.Filters;

/// <summary>How limits of the whole mesh are named where they are asked for.</summary>
public static class GlobalRateLimitNames
{
    /// <summary>Of the descriptor's one entry when all requests share a bucket.</summary>
    public const string Everybody = "generic_key";

    /// <summary>The value of that entry: limits of one domain are one limit, whichever service they stand at.</summary>
    public const string EverybodyValue = "all";

    /// <param name="key">As <c>rate-limit.global.key</c> says it.</param>
    /// <returns>The key of the descriptor's one entry.</returns>
    public static string EntryKey(string key) => LimitKey.Of(key)?.Entry ?? Everybody;
}
