using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Sidecars;

/// <summary>A <see cref="Diagnostic"/> as JSON shows it.</summary>
internal sealed record Finding(string Severity, string? Code, string File, int Line, int Column, string Path, string Message, string? Hint)
{
    public static Finding Of(Diagnostic diagnostic) => new(
        diagnostic.Severity.Word(),
        diagnostic.Code, diagnostic.File, diagnostic.Position.Line, diagnostic.Position.Column, diagnostic.Path, diagnostic.Message, diagnostic.Hint);
}
