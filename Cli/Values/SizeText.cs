using System.Globalization;

namespace ActorMesh.Cli.Values;

/// <summary>Sizes as people write them: <c>64KiB</c>, <c>4MiB</c>.</summary>
internal static class SizeText
{
    private static readonly (string Unit, long Bytes)[] Units =
        [("B", 1), ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40)];

    /// <summary>In the largest unit that needs no fraction.</summary>
    /// <param name="bytes">Zero or more.</param>
    public static string Of(long bytes)
    {
        if (bytes == 0) return "0B";
        var (unit, size) = Array.FindLast(Units, known => bytes % known.Bytes == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / size}{unit}");
    }
}
