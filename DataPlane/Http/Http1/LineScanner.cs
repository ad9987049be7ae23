namespace ActorMesh.DataPlane.Http.Http1;

/// <summary>
/// Finds the end of a head or trailer section, however it is cut into reads: it remembers how far it has looked, so that
/// a peer which sends byte by byte costs no more than one that sends all at once.
/// </summary>
internal struct LineScanner
{
    /// <summary>A line ended in LF without CR.</summary>
    public const int Malformed = -1;

    private int _lineStart;
    private int _scanned;

    /// <summary>How many bytes the lines before the unfinished one take.</summary>
    public readonly int WholeLines => _lineStart;

    /// <summary>Bytes of the unfinished line seen so far.</summary>
    public readonly int UnfinishedLine => _scanned - _lineStart;

    /// <summary>Looks on in <paramref name="window"/>, which begins where it began on the first call.</summary>
    /// <returns>The length of the section with its closing empty line; 0 while that is not there; <see cref="Malformed"/>.</returns>
    public int Scan(ReadOnlySpan<byte> window)
    {
        while (true)
        {
            var found = window[_scanned..].IndexOf((byte)'\n');
            if (found < 0)
            {
                _scanned = window.Length;
                return 0;
            }

            var lineFeed = _scanned + found;
            if (lineFeed == _lineStart || window[lineFeed - 1] != (byte)'\r') return Malformed;
            var isEmptyLine = lineFeed - 1 == _lineStart;
            _lineStart = _scanned = lineFeed + 1;
            if (isEmptyLine) return lineFeed + 1;
        }
    }
}
