namespace ActorMesh.Hocon.Reading;

/// <summary>A text and the name under which a person knows it. Finds lines and columns on demand.</summary>
/// <param name="name">As the user named it; diagnostics repeat it.</param>
/// <param name="text">Whole, as read.</param>
public sealed class SourceFile(string name, string text)
{
    private int[]? _lineStarts;

    public string Name => name;

    public string Text => text;

    /// <summary>Where an offset is. An offset beyond the end is the end.</summary>
    public SourcePosition PositionAt(int offset)
    {
        var starts = LineStarts;
        var at = Math.Clamp(offset, 0, text.Length);
        var line = Array.BinarySearch(starts, at);
        if (line < 0) line = ~line - 1;
        return new SourcePosition(line + 1, at - starts[line] + 1);
    }

    /// <summary>A line without its end.</summary>
    /// <param name="number">From 1.</param>
    public string Line(int number)
    {
        var starts = LineStarts;
        if (number < 1 || number > starts.Length) return "";
        var end = number < starts.Length ? starts[number] : text.Length;
        return text[starts[number - 1]..end].TrimEnd('\r', '\n');
    }

    private int[] LineStarts => _lineStarts ??= FindLineStarts();

    private int[] FindLineStarts()
    {
        List<int> starts = [0];
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at + 1)) starts.Add(at + 1);
        return [.. starts];
    }
}
