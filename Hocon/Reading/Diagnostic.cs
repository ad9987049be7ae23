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
    /// <summary><c>file:line:column: error: path: message</c>, and the hint on a line of its own. Editors can jump to it.</summary>
    public override string ToString()
    {
        var severity = Severity == DiagnosticSeverity.Error ? "error" : "warning";
        var code = Code is null ? "" : $"[{Code}]";
        var path = Path.Length == 0 ? "" : $"{Path}: ";
        var hint = Hint is null ? "" : $"\n  hint: {Hint}";
        return $"{File}:{Position}: {severity}{code}: {path}{Message}{hint}";
    }
}
