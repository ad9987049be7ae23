using ActorMesh.Hocon.Importing.Sources;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Importing;

/// <summary>Collects what an import has to say: nothing that a file holds goes missing without a word.</summary>
internal sealed class ImportNotes
{
    /// <summary>Enough for a person; a hostile file could otherwise have millions.</summary>
    private const int KeptMax = 1000;

    private readonly List<Diagnostic> _kept = [];
    private readonly HashSet<(string, SourcePosition, string?, string)> _said = [];
    private readonly List<Fields> _read = [];
    private readonly List<string> _files = [];
    private int _left;

    /// <summary>Diagnostics follow the order in which the files were begun.</summary>
    public void Begin(string file) => _files.Add(file);

    public void NotCarried(ImportPlace at, string message, string? hint = null) =>
        Add(DiagnosticSeverity.Warning, ImportCode.NotCarried, at, message, hint);

    /// <summary>What is not carried over kept somebody out: the mesh lets in more than the file did, which nobody may overlook.</summary>
    public void LetsInMore(ImportPlace at, string message, string? hint = null) =>
        Add(DiagnosticSeverity.Error, ImportCode.NotCarried, at, message, hint);

    public void Approximated(ImportPlace at, string message, string? hint = null) =>
        Add(DiagnosticSeverity.Info, ImportCode.Approximated, at, message, hint);

    public void Wrong(ImportPlace at, string message, string? hint = null) =>
        Add(DiagnosticSeverity.Error, ImportCode.WrongType, at, message, hint);

    public void Add(Diagnostic diagnostic)
    {
        if (!_said.Add((diagnostic.File, diagnostic.Position, diagnostic.Code, diagnostic.Message))) return;
        if (_kept.Count < KeptMax) _kept.Add(diagnostic);
        else _left++;
    }

    /// <summary>Keys of <paramref name="fields"/> that nobody has asked for by the end are said not to be carried over.</summary>
    public void Track(Fields fields) => _read.Add(fields);

    /// <summary>By file, in its order.</summary>
    public IReadOnlyList<Diagnostic> InOrder()
    {
        foreach (var fields in _read) fields.ReportUnread();
        _read.Clear();
        var rank = _files.Distinct(StringComparer.Ordinal).Index().ToDictionary(file => file.Item, file => file.Index, StringComparer.Ordinal);
        var ordered = _kept
            .OrderBy(note => rank.GetValueOrDefault(note.File, int.MaxValue))
            .ThenBy(note => note.Position.Line)
            .ThenBy(note => note.Position.Column)
            .ToList();
        if (_left > 0) ordered.Add(ordered[^1] with { Path = "", Message = $"and {_left} more, which are not shown", Hint = null });
        return ordered;
    }

    private void Add(DiagnosticSeverity severity, string code, ImportPlace at, string message, string? hint) =>
        Add(new Diagnostic(severity, at.File, at.Position, at.Path.TrimEnd(), message, hint, code));
}
