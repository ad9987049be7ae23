using ActorMesh.Hocon.Envoy.Messages;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Envoy;

/// <summary>Collects what is wrong in one file, so that the user sees all of it at once.</summary>
internal sealed class Findings(string file, ReadingPurpose purpose)
{
    /// <summary>Enough for a person; a hostile file could otherwise have millions.</summary>
    private const int KeptMax = 200;

    private const string NotCarriedOver = "AM0801";

    private readonly List<Diagnostic> _kept = [];
    private int _left;

    public bool HasErrors { get; private set; }

    public bool IsLenient => purpose == ReadingPurpose.RunLeniently;

    public bool ForImport => purpose == ReadingPurpose.Import;

    public void Error(SourcePosition at, string path, string message, string? hint = null) =>
        Add(new Diagnostic(DiagnosticSeverity.Error, file, at, path, message, hint));

    public void Error(Location at, string message, string? hint = null) => Error(at.Position, at.Path, message, hint);

    public void Warning(Location at, string message, string? hint = null) =>
        Add(new Diagnostic(DiagnosticSeverity.Warning, file, at.Position, at.Path, message, hint));

    /// <summary>A field that will not be read: the one thing that a lenient reading lets pass, unless something would open without it.</summary>
    /// <param name="need">What would happen without the field; null when nothing that matters.</param>
    public void Unread(Location at, string message, string? hint, string? need = null)
    {
        if (ForImport) Add(new Diagnostic(DiagnosticSeverity.Warning, file, at.Position, at.Path, message, hint, NotCarriedOver));
        else if (need is not null) Error(at, message, $"{hint ?? "remove it if you can do without it"}; even --lenient refuses it, because {need}");
        else if (IsLenient) Warning(at, message, hint ?? "remove it: it has no effect");
        else Error(at, message, hint ?? "remove it, or run with --lenient to go on without it");
    }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<Diagnostic> InOrder()
    {
        var ordered = _kept.OrderBy(diagnostic => diagnostic.Position.Line).ThenBy(diagnostic => diagnostic.Position.Column).ToList();
        if (_left > 0)
        {
            var severity = HasErrors ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
            ordered.Add(new Diagnostic(severity, file, ordered[^1].Position, "", $"and {_left} more problems, which are not shown"));
        }
        return ordered;
    }

    private void Add(Diagnostic diagnostic)
    {
        HasErrors |= diagnostic.Severity == DiagnosticSeverity.Error;
        if (_kept.Count < KeptMax) _kept.Add(diagnostic);
        else _left++;
    }
}
