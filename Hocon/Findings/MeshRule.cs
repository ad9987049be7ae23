using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings;

/// <summary>Looks at a whole mesh for one thing that is wrong with it.</summary>
/// <param name="code">As in <c>AM0403</c>.</param>
/// <param name="severity">The usual one.</param>
internal abstract class MeshRule(string code, DiagnosticSeverity severity)
{
    public string Code => code;

    public abstract Lesson Lesson { get; }

    /// <returns>The worst first, where several may point at one place: only the first is kept.</returns>
    public abstract IEnumerable<Diagnostic> Check(MeshView view);

    /// <param name="title">What is wrong, in a few words.</param>
    protected Lesson Titled(string title, string checks, string why, string fix) =>
        new(code, severity, title) { Checks = checks, Why = why, Fix = fix };

    protected Diagnostic At(Place place, string message, string? hint = null, DiagnosticSeverity? instead = null) =>
        At(place.Span, place.Path, message, hint, instead);

    protected Diagnostic At(SourceSpan span, string path, string message, string? hint = null, DiagnosticSeverity? instead = null) =>
        Diagnostic.At(span, instead ?? severity, code, path, message, hint);
}
