namespace ActorMesh.Runtime.Identity;

/// <summary>What a stranger wrote, as it may stand in a line of a log.</summary>
public static class PeerText
{
    private const int LengthMax = 512;

    /// <summary>With a question mark for each character that is not printable ASCII, and cut.</summary>
    public static string Of(string text)
    {
        var cut = text.Length > LengthMax ? $"{text[..LengthMax]}..." : text;
        return string.Concat(cut.Select(one => one is >= ' ' and <= '~' ? one : '?'));
    }
}
