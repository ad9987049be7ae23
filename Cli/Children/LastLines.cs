using System.Text;

namespace ActorMesh.Cli.Children;

/// <summary>The last lines of an output that may be endless, and whose lines may be too. Safe for threads.</summary>
/// <param name="linesMax">Older ones are forgotten.</param>
/// <param name="lengthMax">Bytes of a line that are kept.</param>
internal sealed class LastLines(int linesMax = 20, int lengthMax = 400)
{
    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new();
    private readonly List<byte> _line = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock) return _line.Count == 0 ? [.. _lines] : [.. _lines, Text()];
        }
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            foreach (var octet in bytes)
            {
                if (octet == '\n') EndLine();
                else if (_line.Count < lengthMax) _line.Add(octet);
            }
        }
    }

    private void EndLine()
    {
        if (_line.Count > 0) _lines.Enqueue(Text());
        _line.Clear();
        if (_lines.Count > linesMax) _lines.Dequeue();
    }

    // Control characters could move the cursor of whoever looks at the line.
    private string Text() => string.Concat(Encoding.UTF8.GetString([.. _line]).Where(c => !char.IsControl(c)));
}
