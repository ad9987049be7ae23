using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Envoy.Documents;

/// <summary>Refuses texts that no parser should see: too long, control characters, broken surrogate pairs.</summary>
internal static class TextScreen
{
    /// <exception cref="DocumentException">The text is refused.</exception>
    public static void Check(string text)
    {
        if (text.Length > DocumentLimits.TextLengthMax)
            throw new DocumentException(SourcePosition.Start, $"the file is larger than {DocumentLimits.TextLengthMax >> 20} MiB");

        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character is >= ' ' and < '\u007f' or '\t' or '\n' or '\r') continue;
            if (char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsControl(character) && character != '\u0085' || char.IsSurrogate(character))
                throw new DocumentException(PositionOf(text, i), $"the character U+{(int)character:X4} may not stand in a file", "is this UTF-8 text?");
        }
    }

    private static SourcePosition PositionOf(string text, int index)
    {
        var before = text.AsSpan(0, index);
        return new SourcePosition(before.Count('\n') + 1, index - before.LastIndexOf('\n'));
    }
}
