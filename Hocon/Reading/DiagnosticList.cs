namespace ActorMesh.Hocon.Reading;

/// <summary>Collects what is wrong with a text: each thing once, and not without end.</summary>
internal sealed class DiagnosticList
{
    /// <summary>More than this many are counted, not listed.</summary>
    public const int DiagnosticsMax = 200;

    private readonly List<Diagnostic> _diagnostics = [];
    private readonly HashSet<(SourceFile File, int Offset, string Code)> _seen = [];
    private SourceSpan? _firstDropped;
    private DiagnosticSeverity _severityDropped;
    private int _dropped;

    public void Error(SourceSpan span, string code, string message, string? hint = null) => Add(span, DiagnosticSeverity.Error, code, message, hint);

    public void Warn(SourceSpan span, string code, string message, string? hint = null) => Add(span, DiagnosticSeverity.Warning, code, message, hint);

    private void Add(SourceSpan span, DiagnosticSeverity severity, string code, string message, string? hint)
    {
        if (_diagnostics.Count >= DiagnosticsMax)
        {
            _firstDropped ??= span;
            _dropped++;
            if (severity > _severityDropped) _severityDropped = severity;
            return;
        }
        if (_seen.Add((span.File, span.Offset, code))) _diagnostics.Add(Diagnostic.At(span, severity, code, "", message, hint));
    }

    /// <param name="files">In the order in which their diagnostics are wanted.</param>
    public IReadOnlyList<Diagnostic> InOrder(IReadOnlyList<SourceFile> files)
    {
        var ranks = files.Select((file, rank) => (file, rank)).ToDictionary(pair => pair.file, pair => pair.rank);
        List<Diagnostic> ordered =
        [
            .. _diagnostics.OrderBy(diagnostic => ranks.GetValueOrDefault(diagnostic.Span!.Value.File, int.MaxValue))
                .ThenBy(diagnostic => diagnostic.Span!.Value.Offset),
        ];
        if (_firstDropped is { } span) ordered.Add(Diagnostic.At(span, _severityDropped, "AM0101", "", $"{_dropped} more are not shown", "put the first ones right and read again"));
        return ordered;
    }
}
