namespace ActorMesh.Cli.Output;

/// <summary>Rows of cells in columns as wide as their widest cell. The last cell of a row is never padded.</summary>
/// <param name="gap">Blanks between two columns.</param>
internal sealed class TextTable(int gap = 2)
{
    private readonly List<string[]> _rows = [];

    public bool IsEmpty => _rows.Count == 0;

    /// <summary>A row may have fewer cells than others.</summary>
    public void Add(params string[] cells) => _rows.Add(cells);

    /// <param name="indent">Stands before each row.</param>
    public void Write(TextWriter writer, string indent = "")
    {
        foreach (var line in Lines()) writer.WriteLine(line.Length == 0 ? "" : indent + line);
    }

    public IEnumerable<string> Lines()
    {
        var widths = new int[_rows.Count == 0 ? 0 : _rows.Max(row => row.Length)];
        foreach (var row in _rows)
            for (var column = 0; column < row.Length - 1; column++)
                widths[column] = Math.Max(widths[column], row[column].Length);
        return _rows.Select(row => string.Concat(row.Select((cell, column) =>
            column == row.Length - 1 ? cell : cell.PadRight(widths[column] + gap))).TrimEnd());
    }
}
