namespace ActorMesh.DataPlane.Http.Http1;

/// <summary>
/// Finds the end of a head or trailer section, however it is cut into reads: it remembers how far it has looked, so that
/// a peer which sends byte by byte costs no more than one that sends all at once.
/// </summary>
/// <remarks>The first fault in the order of the bytes is the one that is told: the verdict does not depend on how the bytes were cut.</remarks>
internal struct LineScanner
{
    /// <summary>A line ended in LF without CR.</summary>
    public const int BareLineFeed = -1;

    /// <summary>A line is longer than it may be.</summary>
    public const int LineTooLong = -2;

    /// <summary>The lines together are longer than they may be.</summary>
    public const int SectionTooLong = -3;

    private int _lineStart;
    private int _scanned;

    /// <summary>How many bytes the lines before the unfinished one take.</summary>
    public readonly int WholeLines => _lineStart;

    /// <summary>Looks on in <paramref name="window"/>, which begins where it began on the first call.</summary>
    /// <param name="sectionMax">Bytes of the section at most, its closing empty line included.</param>
    /// <param name="firstLineMax">Bytes of the first line at most, its CRLF not counted.</param>
    /// <param name="lineMax">The same for each further line.</param>
    /// <returns>The length of the section with its closing empty line; 0 while that is not there; or what is wrong with it, below 0.</returns>
    public int Scan(ReadOnlySpan<byte> window, int sectionMax, int firstLineMax, int lineMax)
    {
        var isCut = window.Length > sectionMax;
        if (isCut) window = window[..sectionMax];
        while (true)
        {
            var found = window[_scanned..].IndexOf((byte)'\n');
            var end = found < 0 ? window.Length : _scanned + found;
            // A CR at the end of what there is may be half of a CRLF.
            var hasReturn = end > _lineStart && window[end - 1] == (byte)'\r';
            var length = end - _lineStart - (hasReturn ? 1 : 0);
            if (length > (_lineStart == 0 ? firstLineMax : lineMax)) return LineTooLong;
            if (found < 0)
            {
                _scanned = end;
                return isCut ? SectionTooLong : 0;
            }

            if (!hasReturn) return BareLineFeed;
            _lineStart = _scanned = end + 1;
            if (length == 0) return _lineStart;
        }
    }
}
