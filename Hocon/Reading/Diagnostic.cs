namespace ActorMesh.Hocon.Reading;

/// <summary>One thing wrong in a configuration file: what, where, and what to do about it.</summary>
/// <param name="Severity">Whether the file is refused for it.</param>
/// <param name="File">The file as the user named it.</param>
/// <param name="Position">Where in the file.</param>
/// <param name="Path">The field in the resource, as in <c>static_resources.listeners[0].name</c>; empty when it is the whole file.</param>
/// <param name="Message">What is wrong, in one sentence without a full stop.</param>
/// <param name="Hint">What to do, when there is something sensible to say.</param>
/// <param name="Code">A stable name to look the problem up by, for problems that have one.</param>
public sealed record Diagnostic(
    DiagnosticSeverity Severity,
    string File,
    SourcePosition Position,
    string Path,
    string Message,
    string? Hint = null,
    string? Code = null)
{
    /// <summary>What to underline when the text is at hand; null when only the position is known.</summary>
    public SourceSpan? Span { get; init; }

    public static Diagnostic At(SourceSpan span, DiagnosticSeverity severity, string code, string path, string message, string? hint = null) =>
        new(severity, span.File.Name, span.Position, path, message, hint, code) { Span = span };

    /// <summary><c>file:line:column: error: path: message</c>, and the hint on a line of its own. Editors can jump to it.</summary>
    public override string ToString()
    {
        var code = Code is null ? "" : $" {Code}";
        var path = Path.Length == 0 ? "" : $"{Path}: ";
        var hint = Hint is null ? "" : $"\n  hint: {Hint}";
        return $"{File}:{Position}: {Severity.Word()}{code}: {path}{Message}{hint}";
    }
}
