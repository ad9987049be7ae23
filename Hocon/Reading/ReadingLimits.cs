namespace ActorMesh.Hocon.Reading;

/// <summary>How much of a text is read. What lies beyond is refused, so that no text costs more than it should.</summary>
internal static class ReadingLimits
{
    /// <summary>Objects and arrays within each other, and elements of a path.</summary>
    public const int DepthMax = 64;

    /// <summary>In characters, for each file: 4 Mi.</summary>
    public const int FileLengthMax = 4 * 1024 * 1024;

    /// <summary>In characters, for a file and all that it includes: 16 Mi.</summary>
    public const int TotalLengthMax = 16 * 1024 * 1024;

    /// <summary>Includes of a file, those within included files counted.</summary>
    public const int IncludesMax = 64;

    /// <summary>Values that a file may come to once references are replaced by what they name.</summary>
    public const int ValuesMax = 2_000_000;

    /// <summary>Characters of texts that are put together of parts: 16 Mi.</summary>
    public const int JoinedLengthMax = 16 * 1024 * 1024;

    /// <summary>References that wait for each other.</summary>
    public const int ReferenceChainMax = 256;
}
